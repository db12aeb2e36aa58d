package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.LinkKind;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The endpoints of FTP's data flows in its control messages: PORT and the answer to PASV (RFC 959, sections 4.1.2 and 4.2), EPRT and the answer to EPSV (RFC 2428).
final class FtpEndpoints {
    private static final int TCP = 6;
    /// A reply line has at most 512 bytes in practice.
    private static final int MAX_LINE = 512;
    private static final Pattern SIX_NUMBERS = Pattern.compile("(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})");
    private static final Pattern EXTENDED_PORT = Pattern.compile("EPRT (.)([12])\\1([0-9a-fA-F:.]{2,45})\\1(\\d{1,5})\\1");
    private static final Pattern EXTENDED_PASSIVE = Pattern.compile("\\((.)\\1\\1(\\d{1,5})\\1\\)");

    private FtpEndpoints() {}

    static void read(Payload payload, Statements said) {
        if (payload.isCommand("port ") || payload.startsWith("227 ")) {
            Matcher numbers = SIX_NUMBERS.matcher(payload.line(MAX_LINE));
            if (numbers.find()) {
                sixNumbers(numbers, payload.startsWith("227 ") ? "PASV" : "PORT", said);
            }
        } else if (payload.isCommand("eprt ")) {
            Matcher extended = EXTENDED_PORT.matcher("EPRT" + payload.line(MAX_LINE).substring(4));
            if (extended.find()) {
                announce(said, "EPRT", literal(extended.group(3)), extended.group(3), Integer.parseInt(extended.group(4)));
            }
        } else if (payload.startsWith("229 ")) {
            Matcher extended = EXTENDED_PASSIVE.matcher(payload.line(MAX_LINE));
            if (extended.find()) {
                announce(said, "EPSV", null, "", Integer.parseInt(extended.group(2)));
            }
        }
    }

    private static void sixNumbers(Matcher numbers, String command, Statements said) {
        int[] values = new int[6];
        for (int i = 0; i < values.length; i++) {
            values[i] = Integer.parseInt(numbers.group(i + 1));
            if (values[i] > 255) {
                return;
            }
        }
        byte[] address = {(byte) values[0], (byte) values[1], (byte) values[2], (byte) values[3]};
        String text = values[0] + "." + values[1] + "." + values[2] + "." + values[3];
        int port = values[4] << 8 | values[5];
        announce(said, command, address, text, port);
        // behind a NAT the server names its inner address, while the packets bear the outer one
        announce(said, command, null, text, port);
    }

    private static void announce(Statements said, String command, byte[] address, String text, int port) {
        if (port > 0 && port <= 0xFFFF) {
            said.announce(new Announced(LinkKind.FTP_DATA, TCP, address, port, command + " " + (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port));
        }
    }

    /// @return null for what is no address
    static byte[] literal(String address) {
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

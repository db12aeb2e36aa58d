package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.LinkKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The endpoints of media flows that SIP and RTSP name: session descriptions (SDP, RFC 8866, sections 5.7 and 5.14) and RTSP's Transport header (RFC 2326, section 12.39).
final class MediaEndpoints {
    private static final int UDP = 17;
    /// A SIP message fits into a datagram or two.
    private static final int MAX_MESSAGE = 8_192;
    private static final Pattern MEDIA = Pattern.compile("(?m)^(?:c=IN IP[46] ([0-9a-fA-F:.]+)|m=([a-z]{1,20}) (\\d{1,5})|a=rtcp:(\\d{1,5}))");
    private static final Pattern TRANSPORT = Pattern.compile("(?mi)^transport:(.*)$");
    private static final Pattern PORTS = Pattern.compile("(client|server)_port=(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern SOURCE = Pattern.compile("source=\"?([0-9a-fA-F:.]+)");

    private MediaEndpoints() {}

    /// Of a SIP request or response.
    static void sip(Payload payload, Statements said) {
        description(payload.raw(MAX_MESSAGE), said);
    }

    /// A media line takes the address that stands below it, else the one of the whole session.
    private static void description(String message, Statements said) {
        int begin = message.indexOf("v=0");
        if (begin < 0) {
            return;
        }
        String[] parts = message.substring(begin).replace('\r', '\n').split("(?m)^(?=m=)");
        String address = "";
        for (String part : parts) {
            String own = address;
            String media = "";
            int port = 0;
            int control = 0;
            for (Matcher line = MEDIA.matcher(part); line.find();) {
                if (line.group(1) != null) {
                    own = line.group(1);
                } else if (line.group(2) != null) {
                    media = line.group(2);
                    port = Integer.parseInt(line.group(3));
                } else {
                    control = Integer.parseInt(line.group(4));
                }
            }
            if (media.isEmpty()) {
                address = own;
            } else {
                announce(said, LinkKind.SIP_MEDIA, "SDP " + media, own, port);
                announce(said, LinkKind.SIP_MEDIA, "SDP " + media + " RTCP", own, control == 0 && port != 0 ? port + 1 : control);
            }
        }
    }

    /// Of an RTSP request or response: the side that sets up names its own ports, the other its own in the answer.
    static void rtsp(Payload payload, Statements said) {
        Matcher transport = TRANSPORT.matcher(payload.raw(MAX_MESSAGE).replace('\r', '\n'));
        if (!transport.find()) {
            return;
        }
        Matcher source = SOURCE.matcher(transport.group(1));
        String address = !payload.fromClient() && source.find() ? source.group(1) : "";
        for (Matcher ports = PORTS.matcher(transport.group(1)); ports.find();) {
            if (ports.group(1).equals(payload.fromClient() ? "client" : "server")) {
                announce(said, LinkKind.RTSP_MEDIA, "RTSP " + ports.group(1) + "_port", address, Integer.parseInt(ports.group(2)));
                announce(said, LinkKind.RTSP_MEDIA, "RTSP " + ports.group(1) + "_port", address, ports.group(3) == null ? 0 : Integer.parseInt(ports.group(3)));
            }
        }
    }

    private static void announce(Statements said, LinkKind kind, String what, String address, int port) {
        if (port <= 0 || port > 0xFFFF) {
            return;
        }
        byte[] literal = FtpEndpoints.literal(address);
        String evidence = what + " " + (address.isEmpty() ? "" : address + ":") + port;
        if (literal != null) {
            said.announce(new Announced(kind, UDP, literal, port, evidence));
        }
        // behind a NAT a side names its inner address, while the packets bear the outer one
        said.announce(new Announced(kind, UDP, null, port, evidence));
    }
}

package dev.tractor.flow.evidence;

import dev.tractor.vocabulary.LinkKind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The endpoints of media flows that SIP, RTSP, MGCP and Megaco name: session descriptions (SDP, RFC 8866, sections 5.7 and 5.14) and RTSP's Transport header (RFC 2326, section 12.39).
final class MediaEndpoints {
    private static final int TCP = 6;
    private static final int UDP = 17;
    /// A SIP message fits into a datagram or two.
    private static final int MAX_MESSAGE = 8_192;
    private static final Pattern MEDIA = Pattern.compile("(?m)^(?:c=IN IP[46] ([0-9a-fA-F:.]+)|m=([a-z]{1,20}) (\\d{1,5})(?:/(\\d{1,2}))?(?: (TCP)\\b)?|a=rtcp:(\\d{1,5}))");
    /// Pairs of ports of one media line (RFC 8866, 5.14).
    private static final int MAX_PAIRS = 8;
    /// RFC 8839, 5.1: foundation, component, transport, priority, address, port.
    private static final Pattern CANDIDATE = Pattern.compile("(?mi)^a=candidate:\\S{1,32} \\d{1,5} udp \\d{1,10} ([0-9a-f:.]+) (\\d{1,5}) ");
    private static final Pattern TRANSPORT = Pattern.compile("(?mi)^transport:(.{0,1024})");
    private static final Pattern PORTS = Pattern.compile("(client|server)_port=(\\d{1,5})(?:-(\\d{1,5}))?");
    /// To a group: RFC 2326, 12.39.
    private static final Pattern GROUP = Pattern.compile("destination=\"?([0-9a-fA-F:.]+)\"?;(?:[^,]*;)?port=(\\d{1,5})(?:-(\\d{1,5}))?");
    /// RFC 7826, 18.54: each in quotation marks, IPv6 in brackets.
    private static final Pattern ADDRESSES = Pattern.compile("(dest|src)_addr=((?:/?\"[^\"]{1,60}\"){1,2})");
    private static final Pattern ENDPOINT = Pattern.compile("\"\\[?([0-9a-fA-F:.]*?)\\]?:(\\d{1,5})\"");
    private static final Pattern SOURCE = Pattern.compile("source=\"?([0-9a-fA-F:.]+)");

    private MediaEndpoints() {}

    /// Of a SIP request or response.
    static void sip(Payload payload, Statements said) {
        description(payload.raw(MAX_MESSAGE), LinkKind.SIP_MEDIA, said);
    }

    /// Of a message of MGCP or Megaco.
    static void gateway(Payload payload, Statements said) {
        description(payload.raw(MAX_MESSAGE), LinkKind.GATEWAY_MEDIA, said);
    }

    /// A media line takes the address that stands below it, else the one of the whole session.
    private static void description(String message, LinkKind kind, Statements said) {
        int begin = message.indexOf("v=0");
        if (begin < 0) {
            return;
        }
        String address = "";
        for (String part : message.substring(begin).replace('\r', '\n').split("(?m)^(?=m=)")) {
            Media media = Media.of(part, address);
            if (media.type.isEmpty()) {
                address = media.address;
            } else {
                media(media, kind, said);
                for (Matcher candidate = CANDIDATE.matcher(part); candidate.find();) {
                    announce(said, kind, UDP, "SDP " + media.type + " candidate", candidate.group(1), Integer.parseInt(candidate.group(2)));
                }
            }
        }
    }

    private static void media(Media media, LinkKind kind, Statements said) {
        if (media.overTcp) {
            announce(said, kind, TCP, "SDP " + media.type, media.address, media.port);
            return;
        }
        for (int i = 0; i < media.pairs && media.port != 0; i++) {
            int port = media.port + 2 * i;
            announce(said, kind, UDP, "SDP " + media.type, media.address, port);
            announce(said, kind, UDP, "SDP " + media.type + " RTCP", media.address, media.control == 0 ? port + 1 : media.control);
        }
    }

    /// A media line with the attributes below it, or what stands before the first one.
    ///
    /// @param type `audio`, `video`, …; empty before the first media line
    /// @param pairs of ports: RTP's and RTCP's
    /// @param control port of RTCP, 0 where it is the one behind RTP's
    private record Media(String type, String address, int port, int pairs, boolean overTcp, int control) {
        static Media of(String part, String ofSession) {
            Media media = new Media("", ofSession, 0, 1, false, 0);
            for (Matcher line = MEDIA.matcher(part); line.find();) {
                if (line.group(1) != null) {
                    media = new Media(media.type, line.group(1), media.port, media.pairs, media.overTcp, media.control);
                } else if (line.group(2) != null) {
                    int pairs = line.group(4) == null ? 1 : Math.clamp(Integer.parseInt(line.group(4)), 1, MAX_PAIRS);
                    media = new Media(line.group(2), media.address, Integer.parseInt(line.group(3)), pairs, line.group(5) != null, media.control);
                } else {
                    media = new Media(media.type, media.address, media.port, media.pairs, media.overTcp, Integer.parseInt(line.group(6)));
                }
            }
            return media;
        }
    }

    /// Of an RTSP request or response: the side that sets up names its own ports, the other its own in the answer.
    static void rtsp(Payload payload, Statements said) {
        String message = payload.raw(MAX_MESSAGE);
        description(message, LinkKind.RTSP_MEDIA, said);
        Matcher transport = TRANSPORT.matcher(message.replace('\r', '\n'));
        if (transport.find()) {
            transport(transport, payload, said);
        }
    }

    private static void transport(Matcher transport, Payload payload, Statements said) {
        Matcher source = SOURCE.matcher(transport.group(1));
        String address = !payload.fromClient() && source.find() ? source.group(1) : "";
        for (Matcher group = GROUP.matcher(transport.group(1)); group.find();) {
            announce(said, LinkKind.RTSP_MEDIA, UDP, "RTSP port", group.group(1), Integer.parseInt(group.group(2)));
            announce(said, LinkKind.RTSP_MEDIA, UDP, "RTSP port", group.group(1), group.group(3) == null ? 0 : Integer.parseInt(group.group(3)));
        }
        for (Matcher side = ADDRESSES.matcher(transport.group(1)); side.find();) {
            if (side.group(1).equals(payload.fromClient() ? "dest" : "src")) {
                for (Matcher endpoint = ENDPOINT.matcher(side.group(2)); endpoint.find();) {
                    announce(said, LinkKind.RTSP_MEDIA, UDP, "RTSP " + side.group(1) + "_addr", endpoint.group(1), Integer.parseInt(endpoint.group(2)));
                }
            }
        }
        for (Matcher ports = PORTS.matcher(transport.group(1)); ports.find();) {
            if (ports.group(1).equals(payload.fromClient() ? "client" : "server")) {
                announce(said, LinkKind.RTSP_MEDIA, UDP, "RTSP " + ports.group(1) + "_port", address, Integer.parseInt(ports.group(2)));
                announce(said, LinkKind.RTSP_MEDIA, UDP, "RTSP " + ports.group(1) + "_port", address, ports.group(3) == null ? 0 : Integer.parseInt(ports.group(3)));
            }
        }
    }

    private static void announce(Statements said, LinkKind kind, int protocol, String what, String address, int port) {
        if (port <= 0 || port > 0xFFFF) {
            return;
        }
        byte[] literal = FtpEndpoints.literal(address);
        String evidence = what + " " + (address.isEmpty() ? "" : address.indexOf(':') >= 0 ? "[" + address + "]:" : address + ":") + port;
        if (literal != null) {
            said.announce(new Announced(kind, protocol, literal, port, evidence));
        }
        // behind a NAT a side names its inner address, while the packets bear the outer one
        said.announce(new Announced(kind, protocol, null, port, evidence));
    }
}

package dev.tractor.testsupport;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Packets and the messages inside, from the outside in: `ethernet(ipv4(…, tcp(…)))`. Transport checksums are left 0.
public final class Frames {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final byte[] EMPTY = {};

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_VLAN = 0x8100;

    private Frames() {}

    /// An Ethernet frame around an IPv4 or IPv6 packet.
    public static byte[] ethernet(byte[] ip) {
        return ethernet(ip[0] >> 4 == 4 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6, ip);
    }

    public static byte[] ethernet(int etherType, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(14 + content.length);
        return frame.putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) etherType).put(content).array();
    }

    /// An Ethernet frame with an 802.1Q tag around an IPv4 packet.
    public static byte[] vlan(int identifier, byte[] ip) {
        return ethernet(ETHERTYPE_VLAN, ByteBuffer.allocate(4 + ip.length).putShort((short) identifier).putShort((short) ETHERTYPE_IPV4).put(ip).array());
    }

    public static byte[] ipv4(String source, String target, int protocol, byte[] content) {
        return ipv4Fragment(source, target, protocol, 0, 0, false, content);
    }

    /// @param offset bytes into the datagram, a multiple of 8
    public static byte[] ipv4Fragment(String source, String target, int protocol, int identifier, int offset, boolean more, byte[] content) {
        ByteBuffer packet = ByteBuffer.allocate(20 + content.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putShort((short) identifier).putShort((short) (offset / 8 | (more ? 0x2000 : 0)));
        packet.put((byte) 64).put((byte) protocol).putShort((short) 0).put(address(source)).put(address(target)).put(content);
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += packet.getShort(i) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return packet.putShort(10, (short) ~(sum + (sum >>> 16))).array();
    }

    public static byte[] ipv6(String source, String target, int nextHeader, byte[] content) {
        ByteBuffer packet = ByteBuffer.allocate(40 + content.length);
        packet.putInt(0x6000_0000).putShort((short) content.length).put((byte) nextHeader).put((byte) 64);
        return packet.put(address(source)).put(address(target)).put(content).array();
    }

    public static byte[] udp(int sourcePort, int targetPort, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
        return datagram.putShort((short) sourcePort).putShort((short) targetPort).putShort((short) datagram.capacity()).putShort((short) 0).put(payload).array();
    }

    public static byte[] tcp(int sourcePort, int targetPort, int flags, int sequence, int acknowledgement, byte[] payload) {
        ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
        segment.putShort((short) sourcePort).putShort((short) targetPort).putInt(sequence).putInt(acknowledgement);
        return segment.put((byte) 0x50).put((byte) flags).putShort((short) 65_535).putInt(0).put(payload).array();
    }

    public static byte[] icmpEcho(boolean request, int identifier) {
        return ByteBuffer.allocate(8).put((byte) (request ? 8 : 0)).put((byte) 0).putShort((short) 0).putShort((short) identifier).putShort((short) 1).array();
    }

    /// RFC 1035: a question for an address, with its answer when there is one.
    public static byte[] dns(String name, String answer) {
        ByteBuffer message = ByteBuffer.allocate(512);
        message.putShort((short) 0x2A2A).putShort((short) (answer == null ? 0x0100 : 0x8180)).putShort((short) 1).putShort((short) (answer == null ? 0 : 1)).putInt(0);
        for (String label : name.split("\\.")) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.put((byte) 0).putShort((short) 1).putShort((short) 1);
        if (answer != null) {
            message.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1).putInt(60).putShort((short) 4).put(address(answer));
        }
        return java.util.Arrays.copyOf(message.array(), message.position());
    }

    /// RFC 8446: a ClientHello with two cipher suites, a server name and an ALPN offer.
    public static byte[] clientHello(String serverName, String alpn) {
        byte[] host = serverName.getBytes(StandardCharsets.US_ASCII);
        byte[] protocol = alpn.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer extensions = ByteBuffer.allocate(512);
        extensions.putShort((short) 0).putShort((short) (5 + host.length)).putShort((short) (3 + host.length)).put((byte) 0).putShort((short) host.length).put(host);
        extensions.putShort((short) 16).putShort((short) (3 + protocol.length)).putShort((short) (1 + protocol.length)).put((byte) protocol.length).put(protocol);
        ByteBuffer body = ByteBuffer.allocate(47 + extensions.position() - 2);
        body.putShort((short) 0x0303).put(new byte[32]).put((byte) 0).putShort((short) 4).putShort((short) 0x1301).putShort((short) 0x1302).put((byte) 1).put((byte) 0);
        body.putShort((short) extensions.position()).put(extensions.array(), 0, extensions.position());
        ByteBuffer record = ByteBuffer.allocate(9 + body.position());
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body.position())).put((byte) 1).put((byte) 0).putShort((short) body.position());
        return record.put(body.array(), 0, body.position()).array();
    }

    public static byte[] httpGet(String host, String path, String userAgent) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + userAgent + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// @param literal an IPv4 or IPv6 literal; never looked up
    public static byte[] address(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + literal + "' is no address literal", e);
        }
    }
}

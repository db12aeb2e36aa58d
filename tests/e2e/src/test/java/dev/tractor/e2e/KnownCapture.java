package dev.tractor.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A capture of 20 packets in 6 flows, written byte by byte, so that every number that the tests expect can be counted off this page.
///
/// | flow | from | to | what | packets there/back | label |
/// |---|---|---|---|---|---|
/// | 0 | 192.168.1.10:53535 | 192.168.1.1:53 udp | DNS web.telegram.org → 149.154.167.99 | 1/1 | dns |
/// | 1 | 192.168.1.10:40001 | 149.154.167.99:443 tcp | TLS ClientHello for web.telegram.org, closed by FIN | 5/3 | telegram |
/// | 2 | 192.168.1.10:40002 | 203.0.113.5:80 tcp | HTTP GET from nowhere.example, reset | 4/2 | http |
/// | 3 | 192.168.1.11:40003 | 203.0.113.9:47999 udp | eight bytes that mean nothing | 1/0 | unknown |
/// | 4 | 192.168.1.11 | 192.168.1.1 icmp | echo request and reply | 1/1 | icmp |
/// | 5 | 192.168.1.11:40004 | 192.168.1.20:22 tcp | a SYN that nobody answers | 1/0 | ssh by its port |
final class KnownCapture {
    static final long FIRST_SECOND = 1_700_000_000L;
    static final long LAST_SECOND = 1_700_000_009L;
    static final int PACKETS = 20;
    static final int FLOWS = 6;
    static final String USER_AGENT = "TrActor-test/1.0";

    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int PSH = 8;
    private static final int ACK = 16;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long micros = FIRST_SECOND * 1_000_000;

    private KnownCapture() {
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(262_144).putInt(1);
        out.writeBytes(header.array());
    }

    static byte[] pcap() {
        var capture = new KnownCapture();
        String alice = "192.168.1.10";
        String bob = "192.168.1.11";
        String router = "192.168.1.1";
        String telegram = "149.154.167.99";
        String web = "203.0.113.5";

        capture.udp(alice, 53_535, router, 53, dns("web.telegram.org", null));
        capture.udp(router, 53, alice, 53_535, dns("web.telegram.org", telegram));
        capture.second(1);
        capture.tcp(alice, 40_001, telegram, 443, SYN, 100, 0, new byte[0]);
        capture.tcp(telegram, 443, alice, 40_001, SYN | ACK, 900, 101, new byte[0]);
        capture.tcp(alice, 40_001, telegram, 443, ACK, 101, 901, new byte[0]);
        byte[] hello = clientHello("web.telegram.org");
        capture.tcp(alice, 40_001, telegram, 443, PSH | ACK, 101, 901, hello);
        capture.tcp(telegram, 443, alice, 40_001, ACK, 901, 101 + hello.length, new byte[0]);
        capture.tcp(alice, 40_001, telegram, 443, FIN | ACK, 101 + hello.length, 901, new byte[0]);
        capture.tcp(telegram, 443, alice, 40_001, FIN | ACK, 901, 102 + hello.length, new byte[0]);
        capture.tcp(alice, 40_001, telegram, 443, ACK, 102 + hello.length, 902, new byte[0]);
        capture.second(3);
        byte[] get = ("GET /page HTTP/1.1\r\nHost: nowhere.example\r\nUser-Agent: " + USER_AGENT + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        capture.tcp(alice, 40_002, web, 80, SYN, 5, 0, new byte[0]);
        capture.tcp(web, 80, alice, 40_002, SYN | ACK, 7, 6, new byte[0]);
        capture.tcp(alice, 40_002, web, 80, ACK, 6, 8, new byte[0]);
        capture.tcp(alice, 40_002, web, 80, PSH | ACK, 6, 8, get);
        capture.tcp(web, 80, alice, 40_002, ACK, 8, 6 + get.length, new byte[0]);
        capture.tcp(alice, 40_002, web, 80, RST | ACK, 6 + get.length, 8, new byte[0]);
        capture.second(5);
        capture.udp(bob, 40_003, "203.0.113.9", 47_999, new byte[] {0x55, 0x01, (byte) 0x99, 0x77, 0x13, 0x37, 0x42, 0x11});
        capture.second(7);
        capture.icmpEcho(bob, router, true);
        capture.icmpEcho(router, bob, false);
        capture.second(9);
        capture.tcp(bob, 40_004, "192.168.1.20", 22, SYN, 1, 0, new byte[0]);
        return capture.out.toByteArray();
    }

    private void second(int offset) {
        micros = (FIRST_SECOND + offset) * 1_000_000;
    }

    private void udp(String source, int sourcePort, String target, int targetPort, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
        datagram.putShort((short) sourcePort).putShort((short) targetPort).putShort((short) datagram.capacity()).putShort((short) 0).put(payload);
        ip(source, target, UDP, datagram.array());
    }

    private void tcp(String source, int sourcePort, String target, int targetPort, int flags, int sequence, int acknowledgement, byte[] payload) {
        ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
        segment.putShort((short) sourcePort).putShort((short) targetPort).putInt(sequence).putInt(acknowledgement);
        segment.put((byte) 0x50).put((byte) flags).putShort((short) 65_535).putInt(0).put(payload);
        ip(source, target, TCP, segment.array());
    }

    private void icmpEcho(String source, String target, boolean request) {
        ip(source, target, ICMP, new byte[] {(byte) (request ? 8 : 0), 0, 0, 0, 0x12, 0x34, 0, 1});
    }

    private void ip(String source, String target, int protocol, byte[] content) {
        ByteBuffer packet = ByteBuffer.allocate(14 + 20 + content.length);
        packet.putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + content.length)).putInt(0).put((byte) 64).put((byte) protocol).putShort((short) 0);
        packet.put(address(source)).put(address(target)).put(content);
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000)).putInt(packet.capacity()).putInt(packet.capacity());
        out.writeBytes(record.array());
        out.writeBytes(packet.array());
        micros += 1_000;
    }

    private static byte[] address(String dotted) {
        byte[] bytes = new byte[4];
        String[] parts = dotted.split("\\.");
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    /// RFC 1035: a question, with its answer when there is one.
    private static byte[] dns(String name, String answer) {
        ByteBuffer message = ByteBuffer.allocate(128);
        message.putShort((short) 0x2A2A).putShort((short) (answer == null ? 0x0100 : 0x8180)).putShort((short) 1).putShort((short) (answer == null ? 0 : 1)).putInt(0);
        for (String part : name.split("\\.")) {
            message.put((byte) part.length()).put(part.getBytes(StandardCharsets.US_ASCII));
        }
        message.put((byte) 0).putShort((short) 1).putShort((short) 1);
        if (answer != null) {
            message.putShort((short) 0xC00C).putShort((short) 1).putShort((short) 1).putInt(60).putShort((short) 4).put(address(answer));
        }
        return java.util.Arrays.copyOf(message.array(), message.position());
    }

    /// RFC 8446: a ClientHello with two cipher suites and a server name.
    private static byte[] clientHello(String name) {
        byte[] host = name.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(256);
        body.putShort((short) 0x0303).put(new byte[32]).put((byte) 0).putShort((short) 4).putShort((short) 0x1301).putShort((short) 0x1302).put((byte) 1).put((byte) 0);
        body.putShort((short) (9 + host.length)).putShort((short) 0).putShort((short) (5 + host.length)).putShort((short) (3 + host.length)).put((byte) 0).putShort((short) host.length).put(host);
        ByteBuffer record = ByteBuffer.allocate(9 + body.position());
        record.put((byte) 22).putShort((short) 0x0301).putShort((short) (4 + body.position())).put((byte) 1).put((byte) 0).putShort((short) body.position());
        return record.put(body.array(), 0, body.position()).array();
    }
}

package dev.tractor.e2e;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.ICMP;
import static dev.tractor.testsupport.Frames.PSH;
import static dev.tractor.testsupport.Frames.RST;
import static dev.tractor.testsupport.Frames.SYN;
import static dev.tractor.testsupport.Frames.TCP;
import static dev.tractor.testsupport.Frames.UDP;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.time.Duration;

/// A capture of 20 packets in 6 flows, written packet by packet, so that every number that the tests expect can be counted off this page.
///
/// | flow | from | to | what | packets there/back | label |
/// |---|---|---|---|---|---|
/// | 0 | 192.168.1.10:53535 | 192.168.1.1:53 udp | DNS web.telegram.org → 149.154.167.99 | 1/1 | telegram by the name that it asks for |
/// | 1 | 192.168.1.10:40001 | 149.154.167.99:443 tcp | TLS ClientHello for web.telegram.org, closed by FIN | 5/3 | telegram |
/// | 2 | 192.168.1.10:40002 | 203.0.113.5:80 tcp | HTTP GET from nowhere.example, reset | 4/2 | http |
/// | 3 | 192.168.1.11:40003 | 203.0.113.9:47999 udp | eight bytes that mean nothing | 1/0 | unknown |
/// | 4 | 192.168.1.11 | 192.168.1.1 icmp | echo request and reply | 1/1 | icmp |
/// | 5 | 192.168.1.11:40004 | 192.168.1.20:22 tcp | a SYN that nobody answers | 1/0 | ssh by its port |
final class KnownCapture {
    static final long FIRST_SECOND = CaptureBuilder.START_SECONDS;
    static final long LAST_SECOND = FIRST_SECOND + 9;
    static final int PACKETS = 20;
    static final int FLOWS = 6;
    static final String USER_AGENT = "TrActor-test/1.0";

    private static final String ALICE = "192.168.1.10";
    private static final String BOB = "192.168.1.11";
    private static final String ROUTER = "192.168.1.1";
    private static final String TELEGRAM = "149.154.167.99";
    private static final String WEB = "203.0.113.5";
    private static final String SITE = "web.telegram.org";

    private final CaptureBuilder capture = CaptureBuilder.pcap();

    private KnownCapture() {}

    static byte[] pcap() {
        var known = new KnownCapture();
        known.dns();
        known.tls();
        known.http();
        known.second(5).udp(BOB, 40_003, "203.0.113.9", 47_999, new byte[] {0x55, 0x01, (byte) 0x99, 0x77, 0x13, 0x37, 0x42, 0x11});
        known.second(7).ip(BOB, ROUTER, ICMP, Frames.icmpEcho(true, 0x1234));
        known.ip(ROUTER, BOB, ICMP, Frames.icmpEcho(false, 0x1234));
        known.second(9).tcp(BOB, 40_004, "192.168.1.20", 22, SYN, 1, 0, EMPTY);
        return known.capture.toBytes();
    }

    /// The first `packets` packets of [#pcap()].
    static byte[] pcap(int packets) {
        byte[] whole = pcap();
        int end = 24;
        for (int i = 0; i < packets; i++) {
            end += 16 + (whole[end + 8] & 0xFF);
        }
        return java.util.Arrays.copyOf(whole, end);
    }

    private void dns() {
        udp(ALICE, 53_535, ROUTER, 53, Frames.dns(SITE, null));
        udp(ROUTER, 53, ALICE, 53_535, Frames.dns(SITE, TELEGRAM));
    }

    private void tls() {
        byte[] hello = Frames.clientHello(SITE, "h2");
        int sent = 101 + hello.length;
        second(1).tcp(ALICE, 40_001, TELEGRAM, 443, SYN, 100, 0, EMPTY);
        tcp(TELEGRAM, 443, ALICE, 40_001, SYN | ACK, 900, 101, EMPTY);
        tcp(ALICE, 40_001, TELEGRAM, 443, ACK, 101, 901, EMPTY);
        tcp(ALICE, 40_001, TELEGRAM, 443, PSH | ACK, 101, 901, hello);
        tcp(TELEGRAM, 443, ALICE, 40_001, ACK, 901, sent, EMPTY);
        tcp(ALICE, 40_001, TELEGRAM, 443, FIN | ACK, sent, 901, EMPTY);
        tcp(TELEGRAM, 443, ALICE, 40_001, FIN | ACK, 901, sent + 1, EMPTY);
        tcp(ALICE, 40_001, TELEGRAM, 443, ACK, sent + 1, 902, EMPTY);
    }

    private void http() {
        byte[] get = Frames.httpGet("nowhere.example", "/page", USER_AGENT);
        second(3).tcp(ALICE, 40_002, WEB, 80, SYN, 5, 0, EMPTY);
        tcp(WEB, 80, ALICE, 40_002, SYN | ACK, 7, 6, EMPTY);
        tcp(ALICE, 40_002, WEB, 80, ACK, 6, 8, EMPTY);
        tcp(ALICE, 40_002, WEB, 80, PSH | ACK, 6, 8, get);
        tcp(WEB, 80, ALICE, 40_002, ACK, 8, 6 + get.length, EMPTY);
        tcp(ALICE, 40_002, WEB, 80, RST | ACK, 6 + get.length, 8, EMPTY);
    }

    private KnownCapture second(int offset) {
        capture.after(Duration.ofNanos((FIRST_SECOND + offset) * 1_000_000_000L - capture.now()));
        return this;
    }

    private void udp(String source, int sourcePort, String target, int targetPort, byte[] payload) {
        ip(source, target, UDP, Frames.udp(sourcePort, targetPort, payload));
    }

    private void tcp(String source, int sourcePort, String target, int targetPort, int flags, int sequence, int acknowledgement, byte[] payload) {
        ip(source, target, TCP, Frames.tcp(sourcePort, targetPort, flags, sequence, acknowledgement, payload));
    }

    private void ip(String source, String target, int protocol, byte[] content) {
        capture.packet(Frames.ethernet(Frames.ipv4(source, target, protocol, content))).after(Duration.ofMillis(1));
    }
}

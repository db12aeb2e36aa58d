package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What flows are heard to say of themselves.
class EvidenceTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "93.184.216.34";
    private static final int INITIAL_SEQUENCE = 1_000;

    private static byte[] segment(boolean forward, int serverPort, int sequence, byte[] payload) {
        return forward
                ? Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(50_000, serverPort, ACK, sequence, 0, payload)))
                : Frames.ethernet(Frames.ipv4(SERVER, CLIENT, Frames.TCP, Frames.tcp(serverPort, 50_000, ACK, sequence, 0, payload)));
    }

    private static byte[] datagram(boolean forward, int serverPort, byte[] payload) {
        return forward
                ? Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(50_000, serverPort, payload)))
                : Frames.ethernet(Frames.ipv4(SERVER, CLIENT, Frames.UDP, Frames.udp(serverPort, 50_000, payload)));
    }

    private static CaptureBuilder tcp(int serverPort) {
        return CaptureBuilder.pcap().packet(Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(50_000, serverPort, SYN, INITIAL_SEQUENCE - 1, 0, Frames.EMPTY))));
    }

    private static List<String> said(CaptureBuilder capture) {
        return Metered.of(capture).flows().getLast().evidence().stream().map(EvidenceTest::text).sorted().toList();
    }

    private static String text(Evidence evidence) {
        return evidence.kind().label() + "=" + evidence.value();
    }

    static Stream<Arguments> apart() {
        return Stream.of(
                Arguments.of("git's length", "git", 9_499, "002b|git-upload-pack /g\0host=git.example\0"),
                Arguments.of("libp2p's length", "libp2p", 4_099, "\u0013|/multistream/1.0.0\n"),
                Arguments.of("one byte after another", "redis", 6_391, "*|3|\r|\n|$3\r\nSET\r\n"));
    }

    /// What says too little by itself is waited with, whatever is to come.
    @ParameterizedTest(name = "{0}")
    @MethodSource("apart")
    void aShortBeginIsReadWithWhatFollows(String name, String protocol, int port, String segments) {
        CaptureBuilder capture = tcp(port);
        int sequence = INITIAL_SEQUENCE;
        for (String segment : segments.split("\\|")) {
            byte[] payload = segment.getBytes(StandardCharsets.ISO_8859_1);
            capture.packet(segment(true, port, sequence, payload));
            sequence += payload.length;
        }

        assertEquals(List.of("protocol=" + protocol), said(capture));
    }

    @Test
    void aShortBeginWithoutMoreIsReadAtTheEnd() {
        byte[] answer = "imok".getBytes(StandardCharsets.ISO_8859_1);
        byte[] unknown = {0, 0, 1};

        assertEquals(List.of("protocol=zookeeper"), said(tcp(22_181).packet(segment(false, 22_181, INITIAL_SEQUENCE, answer))));
        assertEquals(List.of(), said(tcp(22_181).packet(segment(true, 22_181, INITIAL_SEQUENCE, unknown))));
    }

    @Test
    void clientHelloInOneSegment() {
        byte[] hello = Frames.clientHello("Web.Telegram.org", "h2");

        assertEquals(List.of("protocol=tls", "tls-alpn=h2", "tls-sni=web.telegram.org"), said(tcp(443).packet(segment(true, 443, INITIAL_SEQUENCE, hello))).stream()
                .filter(said -> !said.startsWith("ja") && !said.startsWith("tls-version")).toList());
    }

    @Test
    void clientHelloOverSegmentsOfAnyLengthWithARetransmission() {
        byte[] hello = Frames.clientHello("web.telegram.org", "h2");
        for (int cut = 6; cut < hello.length; cut += 7) {
            byte[] first = Arrays.copyOf(hello, cut);
            byte[] rest = Arrays.copyOfRange(hello, cut, hello.length);
            CaptureBuilder capture = tcp(443).packet(segment(true, 443, INITIAL_SEQUENCE, first)).packet(segment(true, 443, INITIAL_SEQUENCE, first))
                    .packet(segment(true, 443, INITIAL_SEQUENCE + cut, rest));

            assertEquals(List.of("tls-sni=web.telegram.org"), said(capture).stream().filter(said -> said.startsWith("tls-sni")).toList(), "cut at " + cut);
        }
    }

    @Test
    void helloThatNeverEndsIsStillTls() {
        byte[] begin = Arrays.copyOf(Frames.clientHello("web.telegram.org", "h2"), 60);

        assertEquals(List.of("protocol=tls"), said(tcp(443).packet(segment(true, 443, INITIAL_SEQUENCE, begin))));
    }

    @Test
    void httpRequestAndResponse() {
        byte[] response = "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\n\r\n<html>".getBytes(StandardCharsets.US_ASCII);
        CaptureBuilder capture = tcp(8_123).packet(segment(true, 8_123, INITIAL_SEQUENCE, Frames.httpGet("example.org:8123", "/", "curl/8.1")))
                .packet(segment(false, 8_123, 1, response));

        assertEquals(List.of("http-content-type=text/html", "http-host=example.org", "http-method=GET", "http-server=nginx", "http-status=200", "http-target=/", "http-user-agent=curl/8.1", "protocol=http"), said(capture));
    }

    @Test
    void dnsAnswerNamesLaterFlows() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(Frames.ethernet(Frames.ipv4(CLIENT, "10.0.0.53", Frames.UDP, Frames.udp(40_000, 53, Frames.dns("Example.ORG", null)))))
                .packet(Frames.ethernet(Frames.ipv4("10.0.0.53", CLIENT, Frames.UDP, Frames.udp(53, 40_000, Frames.dns("example.org", SERVER)))))
                .after(Duration.ofSeconds(1)).packet(datagram(true, 9_999, new byte[] {1}));

        Metered metered = Metered.of(capture);

        assertEquals(List.of("dns-answer=A 93.184.216.34", "dns-query-type=A", "dns-query=example.org", "protocol=dns"), metered.flows().getFirst().evidence().stream().map(EvidenceTest::text).sorted().toList());
        assertEquals(List.of("resolved-name=example.org"), metered.flows().getLast().evidence().stream().map(EvidenceTest::text).toList());
    }

    static Stream<Arguments> tcpForms() {
        return Stream.of(
                Arguments.of("ssh", 2_222, false, ascii("SSH-2.0-OpenSSH_9.2\r\n"), "banner=SSH-2.0-OpenSSH_9.2"),
                Arguments.of("ftp", 21, false, ascii("220 ProFTPD ready\r\n"), "banner=220 ProFTPD ready"),
                Arguments.of("smtp", 25, false, ascii("220 mail.example.org ESMTP\r\n"), "banner=220 mail.example.org ESMTP"),
                Arguments.of("imap", 143, false, ascii("* OK IMAP4rev1 ready\r\n"), "banner=* OK IMAP4rev1 ready"),
                Arguments.of("pop3", 110, false, ascii("+OK POP3 ready\r\n"), "banner=+OK POP3 ready"),
                Arguments.of("bittorrent", 51_413, true, ascii("\u0013BitTorrent protocol"), null),
                Arguments.of("mqtt", 1_883, true, hex("100f00044d5154540402003c0003616263"), null),
                Arguments.of("smb", 445, true, hex("00000048fe534d4240000000"), null),
                Arguments.of("rtsp", 554, true, ascii("OPTIONS rtsp://cam/1 RTSP/1.0\r\n\r\n"), "file=rtsp://cam/1"),
                Arguments.of("tls", 443, false, hex("1703030003aabbcc"), null),
                Arguments.of("telnet", 23, false, hex("fffd18fffd20"), null));
    }

    @ParameterizedTest
    @MethodSource("tcpForms")
    void tcpProtocolsByTheirForm(String protocol, int port, boolean forward, byte[] payload, String more) {
        List<String> expected = Stream.of(more, "protocol=" + protocol).filter(said -> said != null).toList();

        assertEquals(expected, said(tcp(port).packet(segment(forward, port, INITIAL_SEQUENCE, payload))));
    }

    static Stream<Arguments> udpForms() {
        byte[] dhcp = new byte[240];
        dhcp[0] = 1;
        System.arraycopy(hex("63825363"), 0, dhcp, 236, 4);
        byte[] ntp = new byte[48];
        ntp[0] = 0x23;
        return Stream.of(
                Arguments.of("quic", 443, hex("c3ff00001d08a8394c8f03e515700000449e7b9aec34")),
                Arguments.of("stun", 3_478, hex("000100002112a442000102030405060708090a0b")),
                Arguments.of("ntp", 123, ntp),
                Arguments.of("dhcp", 67, dhcp),
                Arguments.of("sip", 5_060, ascii("REGISTER sip:example.org SIP/2.0\r\n")),
                Arguments.of("tftp", 69, hex("0001612e62696e006f6374657400")),
                Arguments.of("ssdp", 1_900, ascii("M-SEARCH * HTTP/1.1\r\n")),
                Arguments.of("snmp", 161, hex("302602010104067075626c6963")));
    }

    @ParameterizedTest
    @MethodSource("udpForms")
    void udpProtocolsByTheirForm(String protocol, int port, byte[] payload) {
        assertTrue(said(CaptureBuilder.pcap().packet(datagram(true, port, payload))).contains("protocol=" + protocol));
    }

    /// A dynamic payload type: only the second packet, of the same source and the next number, makes it RTP.
    @Test
    void rtpShowsItselfByGoingOn() {
        byte[] one = hex("806000010000000011223344aabbcc");
        byte[] next = hex("806000020000003c11223344ddeeff");
        byte[] other = hex("806000020000003c11223345ddeeff");

        assertEquals(List.of("protocol=rtp"), said(CaptureBuilder.pcap().packet(datagram(true, 30_000, one)).packet(datagram(true, 30_000, next))));
        assertEquals(List.of(), said(CaptureBuilder.pcap().packet(datagram(true, 30_000, one)).packet(datagram(true, 30_000, other))));
        assertEquals(List.of(), said(CaptureBuilder.pcap().packet(datagram(true, 30_000, one)).packet(datagram(true, 30_000, one))));
    }

    @Test
    void payloadWithoutAFormSaysNothingAndIsKept() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < 20; i++) {
            capture.packet(datagram(i % 2 == 0, 9_999, ascii("noise " + i + ';')));
        }

        Metered.Flow flow = Metered.of(capture).flows().getFirst();

        assertEquals(List.of(), flow.evidence());
        assertEquals("noise 0;noise 2;noise 4;noise 6;noise 8;noise 10;noise 12;noise ", flow.firstForward());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.CERTIFICATE;
import static dev.tractor.flow.Handshakes.CLIENT_HELLO;
import static dev.tractor.flow.Handshakes.SERVER_HELLO;
import static dev.tractor.flow.Handshakes.SERVER_HELLO_DONE;
import static dev.tractor.flow.Handshakes.alpn;
import static dev.tractor.flow.Handshakes.certificates;
import static dev.tractor.flow.Handshakes.clientHello;
import static dev.tractor.flow.Handshakes.extension;
import static dev.tractor.flow.Handshakes.fragment;
import static dev.tractor.flow.Handshakes.groups;
import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.message;
import static dev.tractor.flow.Handshakes.pointFormats;
import static dev.tractor.flow.Handshakes.records;
import static dev.tractor.flow.Handshakes.serverHello;
import static dev.tractor.flow.Handshakes.serverName;
import static dev.tractor.flow.Handshakes.signatureAlgorithms;
import static dev.tractor.flow.Handshakes.supportedVersions;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What TLS and DTLS say, however their messages are cut.
class TlsEvidenceTest {
    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_3 = 0x0304;
    private static final int DTLS_1_2 = 0xFEFD;
    private static final int GREASE = 0x3A3A;
    private static final int WHOLE = 1 << 14;

    /// The hello of the example in JA4's own description, whose fingerprint is given there: t13d1516h2_8daaf6152771_e5627efa2ab1.
    private static final byte[] BROWSER = clientHello(TLS_1_2,
            new int[] {GREASE, 0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035},
            extension(GREASE), extension(0x001B, new byte[3]), serverName("Example.ORG."), extension(0x0033, new byte[1_200]), alpn("h2", "http/1.1"), extension(0x4469, new byte[5]),
            extension(0x0017), extension(0xFF01, u8(0)), groups(GREASE, 0x001D, 0x0017), pointFormats(0), extension(0x0023), extension(0x0005, new byte[5]),
            signatureAlgorithms(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601), extension(0x0012), extension(0x002D, new byte[2]),
            supportedVersions(GREASE, TLS_1_3, TLS_1_2), extension(0x0015, new byte[40]), extension(0x7A7A, u8(0)));

    private static byte[] hello(byte[] body) {
        return records(WHOLE, message(CLIENT_HELLO, body));
    }

    @Test
    void clientHelloSaysAll() {
        List<String> said = Conversation.tcp(8_443).client(hello(BROWSER)).said();

        assertEquals(List.of("ja3=0bcbc3ed610d5d3bcf984db614082999", "ja4=t13d1516h2_8daaf6152771_e5627efa2ab1", "protocol=tls", "tls-alpn=h2,http/1.1", "tls-sni=example.org",
                "tls-versions=1.3,1.2"), said);
    }

    static Stream<Arguments> publishedFingerprints() {
        return Stream.of(
                Arguments.of("ada70206e40642a3e4461f35503241d5", clientHello(0x0301, new int[] {47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4},
                        extension(0, Handshakes.vector(u8(0), Handshakes.vector(u8('a')))), groups(23, 24, 25), pointFormats(0))),
                Arguments.of("de350869b8c85de67a350c8d186f11e6", clientHello(0x0301, new int[] {4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99})));
    }

    /// The two examples in JA3's own description.
    @ParameterizedTest
    @MethodSource("publishedFingerprints")
    void ja3AsPublished(String fingerprint, byte[] hello) {
        assertEquals(List.of(fingerprint), Conversation.tcp(443).client(hello(hello)).said(EvidenceKind.JA3));
    }

    /// The example in JA3S's own description.
    @Test
    void ja3sAsPublished() {
        byte[] hello = serverHello(0x0301, 47, extension(65281, u8(0)), extension(0), extension(11, new byte[2]), extension(35), extension(5), alpn("h2"));

        assertEquals(List.of("836ce314215654b5b1f85f97c73e506f"), Conversation.tcp(443).client(hello(BROWSER)).server(records(WHOLE, message(SERVER_HELLO, hello))).said(EvidenceKind.JA3S));
    }

    static Stream<Arguments> unusualHellos() {
        int[] cipher = {0x1301};
        return Stream.of(
                Arguments.of("no name, no ALPN, no algorithms", "t12i010000_0f2cb44170f4_000000000000", clientHello(TLS_1_2, cipher)),
                Arguments.of("ALPN of one letter", "t12i0101aa_0f2cb44170f4_000000000000", clientHello(TLS_1_2, cipher, alpn("a"))),
                Arguments.of("first and last letter", "t12i0101h1_0f2cb44170f4_000000000000", clientHello(TLS_1_2, cipher, alpn("http/1.1"))),
                Arguments.of("ALPN that is no text", "t12i0101bd_0f2cb44170f4_000000000000", clientHello(TLS_1_2, cipher, extension(16, Handshakes.vector(Handshakes.vector8(u8(0xB2), u8(0x2D)))))),
                Arguments.of("more than 99 ciphers", "t12i990000_", clientHello(TLS_1_2, java.util.stream.IntStream.range(1, 120).toArray())),
                Arguments.of("SSL 3", "ts3i010000_0f2cb44170f4_000000000000", clientHello(0x0300, cipher)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusualHellos")
    void ja4OfUnusualHellos(String what, String begin, byte[] hello) {
        assertTrue(Conversation.tcp(443).client(hello(hello)).said(EvidenceKind.JA4).getFirst().startsWith(begin), what);
    }

    @Test
    void helloInSegmentsOfAnyOrderOverRecordsOfAnyLength() {
        Random random = new Random(7);
        List<String> expected = Conversation.tcp(443).client(hello(BROWSER)).said();
        for (int round = 0; round < 200; round++) {
            byte[] stream = records(1 + random.nextInt(700), message(CLIENT_HELLO, BROWSER));
            List<int[]> segments = new ArrayList<>();
            for (int at = 0; at < stream.length;) {
                int end = Math.min(stream.length, at + 200 + random.nextInt(900));
                segments.add(new int[] {at, end});
                at = end;
            }
            Collections.shuffle(segments, random);
            segments.add(random.nextInt(segments.size()), segments.get(random.nextInt(segments.size())));
            Conversation conversation = Conversation.tcp(443);
            for (int[] segment : segments) {
                conversation.clientAt(segment[0], Arrays.copyOfRange(stream, segment[0], segment[1]));
            }

            assertEquals(expected, conversation.said(), "round " + round);
        }
    }

    @Test
    void lostSegmentIsNotWaitedForBeyondTheLimit() {
        byte[] hello = hello(BROWSER);
        Conversation conversation = Conversation.tcp(443).client(Arrays.copyOf(hello, 700));
        for (int i = 0; i < 20; i++) {
            conversation.clientAt(1_000 + 100 * i, new byte[100]);
        }

        List<String> said = conversation.said();

        assertTrue(said.contains("protocol=tls"), said.toString());
        assertTrue(said.stream().noneMatch(text -> text.startsWith("ja")), said.toString());
    }

    @Test
    void lostBeginOfAFlowDoesNotHideTheRest() {
        assertEquals(List.of("protocol=tls"), Conversation.tcp(443).clientAt(500, Conversation.hex("1703030003aabbcc")).said());
    }

    @Test
    void nameIsReadFromAHelloWhoseEndIsMissing() {
        byte[] hello = hello(BROWSER);

        assertEquals(List.of("protocol=tls", "tls-sni=example.org"), Conversation.tcp(443).client(Arrays.copyOf(hello, 200)).said());
    }

    @Test
    void serverFlightOverSegmentsAndRecords() {
        byte[] certificate = Certificates.of("*.example.org", "Test CA", "Test Org", "example.org", "www.example.org");
        byte[] flight = records(400, message(SERVER_HELLO, serverHello(TLS_1_2, 0xC02F, alpn("h2"))), message(CERTIFICATE, certificates(certificate)), message(SERVER_HELLO_DONE, new byte[0]));
        for (int cut = 50; cut < flight.length; cut += 50) {
            Conversation conversation = Conversation.tcp(443).client(hello(BROWSER)).serverAt(cut, Arrays.copyOfRange(flight, cut, flight.length)).server(Arrays.copyOf(flight, cut));

            List<String> said = conversation.said().stream().filter(text -> !text.startsWith("ja") && !text.contains("versions") && !text.contains("sni")).toList();

            assertEquals(List.of("certificate-issuer=Test CA, Test Org", "certificate-name=example.org", "certificate-name=www.example.org", "certificate-subject=*.example.org",
                    "certificate-validity=2024-01-31T00:00:00Z/2050-12-31T23:59:59Z", "protocol=tls", "tls-alpn-chosen=h2", "tls-alpn=h2,http/1.1",
                    "tls-cipher=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "tls-version=1.2"), said, "cut at " + cut);
        }
    }

    @Test
    void evidenceSaysWhichPacketGaveIt() {
        byte[] hello = hello(BROWSER);
        Conversation conversation = Conversation.tcp(443).client(Arrays.copyOf(hello, 500)).client(Arrays.copyOfRange(hello, 500, hello.length))
                .server(records(WHOLE, message(SERVER_HELLO, serverHello(TLS_1_2, 0x1301, extension(43, u16(TLS_1_3))))));

        assertEquals(4, conversation.packetOf(EvidenceKind.TLS_SNI));
        assertEquals(5, conversation.packetOf(EvidenceKind.TLS_VERSION));
        assertEquals(List.of("1.3"), conversation.said(EvidenceKind.TLS_VERSION));
    }

    @Test
    void alertsInTheClear() {
        byte[] alert = join(u8(21), u16(TLS_1_2), Handshakes.vector(u8(2), u8(48)));
        byte[] refusal = join(u8(21), u16(TLS_1_2), Handshakes.vector(u8(2), u8(40)));
        byte[] encrypted = join(u8(21), u16(TLS_1_2), Handshakes.vector(new byte[26]));

        assertEquals(List.of("client fatal unknown_ca"), Conversation.tcp(443).client(hello(BROWSER)).client(alert).said(EvidenceKind.TLS_ALERT));
        assertEquals(List.of("server fatal handshake_failure"), Conversation.tcp(443).client(hello(BROWSER)).server(refusal).said(EvidenceKind.TLS_ALERT));
        assertEquals(List.of(), Conversation.tcp(443).client(hello(BROWSER)).client(encrypted).said(EvidenceKind.TLS_ALERT));
    }

    @Test
    void encryptedHelloIsNoted() {
        byte[] ech = clientHello(TLS_1_2, new int[] {0x1301}, serverName("public.example"), extension(0xFE0D, new byte[200]));

        assertEquals(List.of("ech"), Conversation.tcp(443).client(hello(ech)).said(EvidenceKind.TLS_ENCRYPTED_HELLO));
        assertEquals(List.of(), Conversation.tcp(443).client(hello(BROWSER)).said(EvidenceKind.TLS_ENCRYPTED_HELLO));
    }

    static Stream<Arguments> switches() {
        return Stream.of(
                Arguments.of("smtp", 587, "220 mail.example ESMTP\r\n", "EHLO me\r\n", "250-STARTTLS\r\n250 OK\r\n", "STARTTLS\r\n", "220 go ahead\r\n"),
                Arguments.of("imap", 143, "* OK IMAP4rev1\r\n", "a STARTTLS\r\n", "a OK begin\r\n", "", ""),
                Arguments.of("pop3", 110, "+OK POP3\r\n", "STLS\r\n", "+OK begin\r\n", "", ""),
                Arguments.of("ftp", 21, "220 FTP ready\r\n", "AUTH TLS\r\n", "234 AUTH TLS OK\r\n", "", ""),
                Arguments.of("http", 3_128, "", "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n", "HTTP/1.1 200 Connection established\r\n\r\n", "", ""),
                Arguments.of("socks", 1_080, "", "\u0005\u0001\u0000", "\u0005\u0000", "\u0005\u0001\u0000\u0001\u0001\u0002\u0003\u0004\u0001\u00BB", "\u0005\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000"),
                Arguments.of("postgresql", 5_432, "", "\u0000\u0000\u0000\u0008\u0004\u00D2\u0016\u002F", "S", "", ""),
                Arguments.of("xmpp", 5_222, "", "<?xml version='1.0'?><stream:stream to='a'>", "<stream:features/>", "<starttls/>", "<proceed/>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("switches")
    void tlsThatBeginsWithinAnotherProtocol(String protocol, int port, String greeting, String request, String answer, String more, String go) {
        Conversation conversation = Conversation.tcp(port);
        String[] lines = {greeting, request, answer, more, go};
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                Conversation _ = i % 2 == 0 ? conversation.server(lines[i]) : conversation.client(lines[i]);
            }
        }
        byte[] hello = hello(BROWSER);
        conversation.client(Arrays.copyOf(hello, 1_000)).client(Arrays.copyOfRange(hello, 1_000, hello.length)).server(records(WHOLE, message(SERVER_HELLO, serverHello(TLS_1_2, 0x1301))));

        assertEquals(List.of(protocol, "tls"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("example.org"), conversation.said(EvidenceKind.TLS_SNI));
        assertEquals(List.of("TLS_AES_128_GCM_SHA256"), conversation.said(EvidenceKind.TLS_CIPHER));
    }

    @Test
    void whatOnlyLooksLikeTlsIsNotTls() {
        assertEquals(List.of(), Conversation.tcp(443).client(Conversation.hex("1603010000010000")).said());
        assertEquals(List.of(), Conversation.tcp(443).client(Conversation.hex("16040100310100002d0303")).said());
        assertEquals(List.of(), Conversation.tcp(443).client(hello(join(u16(TLS_1_2), new byte[32], u8(99), new byte[120]))).said());
        assertEquals(List.of(), Conversation.tcp(443).client(Conversation.hex("1703030003aabbccdd")).said());
    }

    private static final byte[] DATAGRAM_HELLO = join(u16(DTLS_1_2), new byte[32], u8(0), Handshakes.vector8(new byte[20]), Handshakes.vector(u16(0xC02B, 0xC02F)), Handshakes.vector8(u8(0)),
            Handshakes.vector(serverName("turn.example"), alpn("webrtc"), groups(29), signatureAlgorithms(0x0403)));

    @Test
    void datagramHelloInFragmentsOfAnyOrder() {
        int length = DATAGRAM_HELLO.length;
        List<String> whole = Conversation.udp(4_433).client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 0, length)).said();
        List<String> parts = Conversation.udp(4_433).client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 60, length)).client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 0, 40))
                .client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 30, 70)).said();

        assertEquals(whole, parts);
        assertEquals(List.of("protocol=dtls", "tls-alpn=webrtc", "tls-sni=turn.example", "tls-versions=dtls1.2"), whole.stream().filter(text -> !text.startsWith("ja")).toList());
        assertEquals("ja4=dd2d0204wc", whole.stream().filter(text -> text.startsWith("ja4")).findFirst().orElseThrow().substring(0, 14));
    }

    @Test
    void datagramServerSaysVersionAndCertificate() {
        byte[] certificate = certificates(Certificates.of("WebRTC", "WebRTC", ""));
        byte[] hello = serverHello(DTLS_1_2, 0xC02B);
        Conversation conversation = Conversation.udp(4_433).client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 0, DATAGRAM_HELLO.length))
                .server(join(fragment(SERVER_HELLO, hello, 0, hello.length), fragment(CERTIFICATE, certificate, 0, 100))).server(fragment(CERTIFICATE, certificate, 100, certificate.length));

        assertEquals(List.of("dtls1.2"), conversation.said(EvidenceKind.TLS_VERSION));
        assertEquals(List.of("WebRTC"), conversation.said(EvidenceKind.CERTIFICATE_SUBJECT));
    }

    @Test
    void datagramHandshakeBesideStun() {
        byte[] stun = Conversation.hex("000100002112a442000102030405060708090a0b");
        Conversation conversation = Conversation.udp(4_433).client(stun).server(stun).client(stun).client(fragment(CLIENT_HELLO, DATAGRAM_HELLO, 0, DATAGRAM_HELLO.length));

        assertEquals(List.of("stun", "dtls"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("turn.example"), conversation.said(EvidenceKind.TLS_SNI));
    }

    @Test
    void certificateWithLengthsThatLieSaysNothingWrong() {
        byte[] certificate = Certificates.of("*.example.org", "Test CA", "Test Org", "example.org");
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = certificate.clone();
            for (int i = 0; i < 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] flight = records(WHOLE, message(SERVER_HELLO, serverHello(TLS_1_2, 0xC02F)), message(CERTIFICATE, certificates(damaged)));

            assertTrue(Conversation.tcp(443).server(flight).said().contains("protocol=tls"));
        }
    }

    @ParameterizedTest
    @CsvSource({"www.ajhwq27.com, www.5dxz2kqfh3.net, true", "www.ajhwq27.com, www.5dxz2kqfh3.com, false", "www.example-shop.com, www.5dxz2kqfh3.net, false", "www.ajhwq27.com, www.ajhwq19.net, false"})
    void madeUpNamesOfTor(String asked, String answered, boolean tor) {
        byte[] hello = message(CLIENT_HELLO, clientHello(0x0303, new int[] {0xC02F}, serverName(asked)));
        byte[] flight = join(message(SERVER_HELLO, serverHello(0x0303, 0xC02F)), message(CERTIFICATE, certificates(Certificates.withoutNames(answered))), message(SERVER_HELLO_DONE, new byte[0]));

        List<String> said = Conversation.tcp(9_001).client(records(16_384, hello)).server(records(16_384, flight)).said(EvidenceKind.APPLICATION);

        assertEquals(tor ? List.of("tor") : List.of(), said);
    }
}

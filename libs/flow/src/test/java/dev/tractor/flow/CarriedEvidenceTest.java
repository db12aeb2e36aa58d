package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.CERTIFICATE;
import static dev.tractor.flow.Handshakes.CLIENT_HELLO;
import static dev.tractor.flow.Handshakes.SERVER_HELLO;
import static dev.tractor.flow.Handshakes.certificates;
import static dev.tractor.flow.Handshakes.extension;
import static dev.tractor.flow.Handshakes.fragment;
import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.message;
import static dev.tractor.flow.Handshakes.records;
import static dev.tractor.flow.Handshakes.serverHello;
import static dev.tractor.flow.Handshakes.serverName;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said within another protocol: behind a proxy's header, in a proxy's tunnel, in the DTLS of CAPWAP.
class CarriedEvidenceTest {
    private static final int TLS_1_2 = 0x0303;
    private static final int DTLS_1_2 = 0xFEFD;
    private static final int WHOLE = 1 << 14;
    private static final byte[] HELLO = records(WHOLE, message(CLIENT_HELLO, Handshakes.clientHello(TLS_1_2, new int[] {0xC02F}, serverName("www.example.org"), extension(0x0017))));

    private static byte[] answer(byte[] certificate) {
        return records(WHOLE, message(SERVER_HELLO, serverHello(TLS_1_2, 0xC02F)), message(CERTIFICATE, certificates(certificate)));
    }

    @ParameterizedTest
    @CsvSource({
        "50524f58592054435034203139322e302e322e31203139322e302e322e322031203434330d0a",
        "0d0a0d0a000d0a515549540a2111000cc0000201c0000202000101bb"})
    void tlsBehindTheHeaderOfAProxyInOneSegmentOrTwo(String header) {
        byte[] first = Conversation.hex(header);
        Conversation one = Conversation.tcp(443).client(join(first, HELLO)).server(answer(Certificates.of("*.example.org", "Test CA", "")));
        Conversation two = Conversation.tcp(443).client(first).client(HELLO).server(answer(Certificates.of("*.example.org", "Test CA", "")));

        assertEquals(List.of("haproxy", "tls"), one.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("www.example.org"), one.said(EvidenceKind.TLS_SNI));
        assertEquals(List.of("*.example.org"), one.said(EvidenceKind.CERTIFICATE_SUBJECT));
        assertEquals(one.said(), two.said());
    }

    @Test
    void httpWithinSocks5WithAPassword() {
        Conversation conversation = Conversation.tcp(1_080)
                .client(Conversation.hex("050100")).server(Conversation.hex("0502"))
                .client(Conversation.hex("0101610162")).server(Conversation.hex("0100"))
                .client(Conversation.hex("05010003036a2e6e0050")).server(Conversation.hex("05000001c00002010050"))
                .client("GET / HTTP/1.1\r\nHost: www.example.net\r\n\r\n").server("HTTP/1.1 200 OK\r\nServer: test\r\n\r\n");

        assertEquals(List.of("socks", "http"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("j.n:80"), conversation.said(EvidenceKind.TARGET));
        assertEquals(List.of("www.example.net"), conversation.said(EvidenceKind.HTTP_HOST));
        assertEquals(List.of("test"), conversation.said(EvidenceKind.HTTP_SERVER));
    }

    @Test
    void httpWithinSocks4() {
        Conversation conversation = Conversation.tcp(1_080).client(Conversation.hex("04010050c000020100")).server(Conversation.hex("005a0050c0000201"))
                .client("GET / HTTP/1.1\r\nHost: www.example.net\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n");

        assertEquals(List.of("socks", "http"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("www.example.net"), conversation.said(EvidenceKind.HTTP_HOST));
        assertEquals(List.of("200"), conversation.said(EvidenceKind.HTTP_STATUS));
    }

    @Test
    void aRefusedRequestCarriesNothing() {
        Conversation conversation = Conversation.tcp(1_080).client(Conversation.hex("050100")).server(Conversation.hex("0500"))
                .client(Conversation.hex("05010001c00002010050")).server(join(Conversation.hex("05050001c00002010050"), Conversation.ascii("HTTP/1.1 200 OK\r\n\r\n")));

        assertEquals(List.of("socks"), conversation.said(EvidenceKind.PROTOCOL));
    }

    @Test
    void dtlsWithinCapwap() {
        byte[] body = join(u16(DTLS_1_2), new byte[32], u8(0), Handshakes.vector8(u8(0)), Handshakes.vector(u16(0xC02B)), Handshakes.vector8(u8(0)), Handshakes.vector(serverName("ac.example.org")));
        byte[] hello = fragment(CLIENT_HELLO, body, 0, body.length);

        Conversation conversation = Conversation.udp(5_246).client(Conversation.hex("0010020000000000")).client(join(Conversation.hex("01000000"), hello));

        assertEquals(List.of("capwap"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("ac.example.org"), conversation.said(EvidenceKind.TLS_SNI));
    }

    @ParameterizedTest
    @CsvSource({
        "www.abcdefgh2345.net, www.zyxwvuts7654.com, tor",
        "www.abcdefgh2345.net, www.zyxwvuts7654.net, ",
        "www.example1.net, www.zyxwvuts7654.com, ",
        "www.abcdefgh2345.net, Test CA, "})
    void theCertificateThatATorRelayMakesUp(String subject, String issuer, String application) {
        Conversation conversation = Conversation.tcp(443).client(HELLO).server(answer(Certificates.of(subject, issuer, "")));

        assertEquals(application == null ? List.of() : List.of(application), conversation.said(EvidenceKind.APPLICATION));
    }
}

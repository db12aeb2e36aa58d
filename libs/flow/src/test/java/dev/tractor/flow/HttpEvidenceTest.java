package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP/1 and HTTP/2 say.
class HttpEvidenceTest {
    @Test
    void headersOverSegmentsOfAnyLengthBothWays() {
        String request = "POST /upload?a=1 HTTP/1.1\r\nuser-AGENT: Tool/1.0 (x)\r\nHost: Files.Example.org:8080\r\nContent-Length: 0\r\n\r\n";
        String response = "HTTP/1.1 404 Not Found\r\nServer: nginx/1.25\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>";
        for (int length = 3; length < request.length(); length += 3) {
            Conversation conversation = Conversation.tcp(8_080);
            for (int at = 0; at < request.length(); at += length) {
                conversation.client(request.substring(at, Math.min(request.length(), at + length)));
            }
            for (int at = 0; at < response.length(); at += length) {
                conversation.server(response.substring(at, Math.min(response.length(), at + length)));
            }

            assertEquals(List.of("http-content-type=text/html; charset=utf-8", "http-host=files.example.org", "http-method=POST", "http-server=nginx/1.25", "http-status=404",
                    "http-target=/upload?a=1", "http-user-agent=Tool/1.0 (x)", "protocol=http"), conversation.said(), "segments of " + length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://origin.example/a?b HTTP/1.1, proxy.example, origin.example",
        "GET http://user:secret@origin.example:81 HTTP/1.0, proxy.example, origin.example",
        "CONNECT Mail.example:993 HTTP/1.1, proxy.example, mail.example",
        "GET /path HTTP/1.1, Origin.example:8080, origin.example",
        "GET /to/http://other.example/ HTTP/1.1, origin.example, origin.example",
        "GET / HTTP/1.1, [2001:db8::1]:8080, [2001:db8::1]",
        "BREW /pot HTTP/1.1, coffee.example, coffee.example"})
    void hostIsTheOneThatIsMeant(String line, String header, String host) {
        assertEquals(List.of(host), Conversation.tcp(3_128).client(line + "\r\nHost: " + header + "\r\n\r\n").said(EvidenceKind.HTTP_HOST));
    }

    @Test
    void tunnelIsLookedInto() {
        Conversation conversation = Conversation.tcp(3_128).client("CONNECT git.example:22 HTTP/1.1\r\n\r\n").server("HTTP/1.0 200 OK\r\n\r\nSSH-2.0-OpenSSH_9.2\r\n").client("SSH-2.0-x\r\n");

        assertEquals(List.of("http", "ssh"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("SSH-2.0-OpenSSH_9.2"), conversation.said(EvidenceKind.BANNER));
    }

    @Test
    void tunnelThatIsRefusedCarriesNothing() {
        Conversation conversation = Conversation.tcp(3_128).client("CONNECT git.example:22 HTTP/1.1\r\n\r\n").server("HTTP/1.0 403 Forbidden\r\n\r\nSSH-2.0-OpenSSH_9.2\r\n");

        assertEquals(List.of("http"), conversation.said(EvidenceKind.PROTOCOL));
    }

    @Test
    void upgradeToWebSocket() {
        Conversation conversation = Conversation.tcp(80).client("GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
                .server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");

        assertEquals(List.of("websocket"), conversation.said(EvidenceKind.HTTP_UPGRADE));
        assertEquals(List.of("101"), conversation.said(EvidenceKind.HTTP_STATUS));
    }

    @Test
    void headerThatNeverEndsSaysWhatCame() {
        assertEquals(List.of("http-host=a.example", "http-method=GET", "http-target=/", "protocol=http"), Conversation.tcp(80).client("GET / HTTP/1.1\r\nHost: a.example\r\nX: ").said());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / FTP/1.0\r\n\r\n", "OPTIONS rtsp://cam/ RTSP/1.0\r\n\r\n", "HELLO WORLD\r\n\r\n", "HTTPS is not HTTP\r\n", "GET HTTP/1.1\r\n\r\n"})
    void whatOnlyLooksLikeHttpIsNotHttp(String text) {
        assertEquals(List.of(), Conversation.tcp(80).client(text).said().stream().filter(said -> said.contains("http")).toList());
    }

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte[] SETTINGS = Conversation.hex("000006 04 00 00000000 0003 00000064");
    private static final byte[] REQUEST = Conversation.hex("000014 01 05 00000001 8286 8441 0f 7777772e6578616d706c652e636f6d");
    private static final byte[] RESPONSE = Conversation.hex("00000b 01 04 00000001 88 76 05 6e67696e78 5f 01 78");

    @Test
    void http2WithPriorKnowledgeInSegmentsOfAnyLength() {
        byte[] client = Handshakes.join(Conversation.ascii(PREFACE), SETTINGS, Conversation.hex("000004 08 00 00000000 00010000"), REQUEST);
        byte[] server = Handshakes.join(SETTINGS, Conversation.hex("000000 04 01 00000000"), RESPONSE);
        for (int length = 10; length < client.length + 10; length += 5) {
            Conversation conversation = Conversation.tcp(50_051);
            for (int at = 0; at < client.length; at += length) {
                conversation.client(Arrays.copyOfRange(client, at, Math.min(client.length, at + length)));
            }
            for (int at = 0; at < server.length; at += length) {
                conversation.server(Arrays.copyOfRange(server, at, Math.min(server.length, at + length)));
            }

            assertEquals(List.of("http-content-type=x", "http-host=www.example.com", "http-method=GET", "http-server=nginx", "http-status=200", "http-target=/", "protocol=http2"), conversation.said(), "segments of " + length);
        }
    }

    @Test
    void http2HeadersWithPaddingPriorityAndContinuation() {
        byte[] begin = Conversation.hex("00000c 01 28 00000001 03 0000000010 8286 84 000000");
        byte[] rest = Conversation.hex("000011 09 04 00000001 41 0f 7777772e6578616d706c652e636f6d");
        Conversation conversation = Conversation.tcp(8_080).client(Handshakes.join(Conversation.ascii(PREFACE), SETTINGS, begin, rest));

        assertEquals(List.of("http-host=www.example.com", "http-method=GET", "http-target=/", "protocol=http2"), conversation.said());
    }

    @Test
    void http2AfterAnUpgrade() {
        Conversation conversation = Conversation.tcp(80).client("GET /a HTTP/1.1\r\nHost: www.example.com\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n")
                .server(Handshakes.join(Conversation.ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"), SETTINGS, RESPONSE)).client(PREFACE);

        assertEquals(List.of("http", "http2"), conversation.said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("nginx"), conversation.said(EvidenceKind.HTTP_SERVER));
    }

    @Test
    void whatOnlyBeginsLikeHttp2IsNone() {
        assertEquals(List.of(), Conversation.tcp(8_080).client("PRI * HTTP/2.0\r\n\r\nSN\r\n\r\n").server(Conversation.hex("000007 04 00 00000000 00000000000000")).said());
    }
}

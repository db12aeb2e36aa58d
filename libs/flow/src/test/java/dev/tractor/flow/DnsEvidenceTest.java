package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What DNS says, and what it tells about the flows that follow.
class DnsEvidenceTest {
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int PTR = 12;
    private static final int QUERY = 0x0100;
    private static final int ANSWER = 0x8180;

    private static byte[] name(String name) {
        byte[] labels = new byte[0];
        for (String label : name.split("\\.")) {
            labels = label.isEmpty() ? labels : join(labels, u8(label.getBytes(StandardCharsets.UTF_8).length), label.getBytes(StandardCharsets.UTF_8));
        }
        return join(labels, u8(0));
    }

    private static byte[] question(String name, int type) {
        return join(name(name), u16(type, 1));
    }

    private static byte[] record(byte[] owner, int type, byte[]... data) {
        return join(owner, u16(type, 1, 0, 60), Handshakes.vector(data));
    }

    private static byte[] message(int flags, int questions, int answers, byte[]... parts) {
        return join(u16(0x2A2A, flags, questions, answers, 0, 0), join(parts));
    }

    private static byte[] pointer(int at) {
        return u16(0xC000 | at);
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("A 192.0.2.1", 1, Frames.address("192.0.2.1")),
                Arguments.of("AAAA 2001:db8::1:0:0:1", 28, Frames.address("2001:db8:0:0:1::1")),
                Arguments.of("AAAA ::", 28, new byte[16]),
                Arguments.of("CNAME cdn.example", 5, name("CDN.example")),
                Arguments.of("NS ns1.example.org", 2, join(u8(3), "ns1".getBytes(StandardCharsets.US_ASCII), pointer(12))),
                Arguments.of("PTR host.example", 12, name("host.example")),
                Arguments.of("MX 10 mail.example", 15, join(u16(10), name("mail.example"))),
                Arguments.of("SOA ns.example admin.example", 6, join(name("ns.example"), name("admin.example"), new byte[20])),
                Arguments.of("TXT v=spf1 -all second", 16, join(Handshakes.vector8("v=spf1 -all".getBytes(StandardCharsets.US_ASCII)), Handshakes.vector8("second".getBytes(StandardCharsets.US_ASCII)))),
                Arguments.of("SRV 1 2 5060 sip.example", 33, join(u16(1, 2, 5_060), name("sip.example"))),
                Arguments.of("NAPTR 100 10 s SIP+D2U _sip._udp.example", 35,
                        join(u16(100, 10), Handshakes.vector8(u8('s')), Handshakes.vector8("SIP+D2U".getBytes(StandardCharsets.US_ASCII)), u8(0), name("_sip._udp.example"))),
                Arguments.of("HTTPS 1 . alpn=h3,h2 port=8443 ipv4hint=192.0.2.7", 65, join(u16(1), u8(0), u16(1), Handshakes.vector(Handshakes.vector8("h3".getBytes()), Handshakes.vector8("h2".getBytes())),
                        u16(3, 2, 8_443), u16(4, 4), Frames.address("192.0.2.7"))),
                Arguments.of("SVCB 0 other.example", 64, join(u16(0), name("other.example"))),
                Arguments.of("CAA 0 issue ca.example", 257, join(u8(0), Handshakes.vector8("issue".getBytes()), "ca.example".getBytes())),
                Arguments.of("TYPE65280", 65_280, new byte[5]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void answersOfEveryCommonType(String text, int type, byte[] data) {
        byte[] answer = message(ANSWER, 1, 1, question("Example.org", type), record(pointer(12), type, data));

        assertEquals(List.of(text), Conversation.udp(53).server(answer).said(EvidenceKind.DNS_ANSWER));
    }

    @Test
    void questionTypeAndError() {
        Conversation conversation = Conversation.udp(53).client(message(QUERY, 1, 0, question("nowhere.example", 65))).server(message(0x8183, 1, 0, question("nowhere.example", 65)));

        assertEquals(List.of("dns-error=NXDOMAIN", "dns-query-type=HTTPS", "dns-query=nowhere.example", "protocol=dns"), conversation.said());
    }

    @Test
    void messagesOverTcpInSegmentsOfAnyLength() {
        byte[] first = message(QUERY, 1, 0, question("one.example", A));
        byte[] second = message(QUERY, 1, 0, question("two.example", 28));
        byte[] stream = join(u16(first.length), first, u16(second.length), second);
        for (int length = 2; length <= stream.length; length++) {
            Conversation conversation = Conversation.tcp(53);
            for (int at = 0; at < stream.length; at += length) {
                conversation.client(java.util.Arrays.copyOfRange(stream, at, Math.min(stream.length, at + length)));
            }

            assertEquals(List.of("one.example", "two.example"), conversation.said(EvidenceKind.DNS_QUERY), "segments of " + length);
        }
    }

    @Test
    void multicastAnswersNameTheirHost() {
        byte[] answer = message(0x8400, 0, 2, record(name("_http._tcp.local"), PTR, name("Büro-Drucker._http._tcp.local")), record(name("Printer.local"), A, Frames.address("10.0.0.9")));

        assertEquals(List.of("dns-answer=_http._tcp.local PTR büro-drucker._http._tcp.local", "dns-answer=printer.local A 10.0.0.9", "host-name=printer.local", "protocol=mdns"),
                Conversation.udp(5_353).server(answer).said());
    }

    @Test
    void unmistakableOnAnyPort() {
        byte[] query = message(QUERY, 1, 0, question("www.example.org", A));
        byte[] answer = message(ANSWER, 1, 1, question("www.example.org", A), record(pointer(12), A, new byte[] {1, 2, 3, 4}));

        assertEquals(List.of("dns"), Conversation.udp(5_333).client(query).said(EvidenceKind.PROTOCOL));
        assertEquals(List.of("A 1.2.3.4"), Conversation.udp(5_333).client(query).server(answer).said(EvidenceKind.DNS_ANSWER));
        assertEquals(List.of("dns"), Conversation.tcp(8_000).client(join(u16(query.length), query)).said(EvidenceKind.PROTOCOL));
    }

    static Stream<Arguments> others() {
        byte[] query = message(QUERY, 1, 0, question("www.example.org", A));
        return Stream.of(
                Arguments.of("bytes behind the message", join(query, u8(0))),
                Arguments.of("two questions", message(QUERY, 2, 0, question("a.example", A), question("b.example", A))),
                Arguments.of("an unknown type", message(QUERY, 1, 0, question("a.example", 4_711))),
                Arguments.of("a name of one label", message(QUERY, 1, 0, question("localhost", A))),
                Arguments.of("a name of odd characters", message(QUERY, 1, 0, question("a b.example", A))),
                Arguments.of("answers in a question", message(QUERY, 1, 1, question("a.example", A), record(pointer(12), A, new byte[4]))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatOnlyLooksLikeDnsIsNotDnsOnAnyPort(String what, byte[] payload) {
        assertEquals(List.of(), Conversation.udp(5_333).client(payload).said());
    }

    @Test
    void pointersThatLoopOrGoForwardEndTheReading() {
        byte[] loop = message(ANSWER, 1, 1, question("a.example", A), record(pointer(27), A, new byte[4]));
        byte[] forward = message(QUERY, 1, 0, pointer(200), u16(A, 1));

        assertEquals(List.of(), Conversation.udp(53).server(loop).said(EvidenceKind.DNS_ANSWER));
        assertEquals(List.of(), Conversation.udp(53).client(forward).said());
    }

    @Test
    void bytesThatAreNoTextAreEscaped() {
        byte[] query = message(QUERY, 1, 0, join(u8(5), new byte[] {'A', 4, (byte) 200, '.', 'b'}, u8(7), "example".getBytes(), u8(0)), u16(A, 1));

        assertEquals(List.of("a\\004\\200\\.b.example"), Conversation.udp(53).client(query).said(EvidenceKind.DNS_QUERY));
    }

    @Test
    void labelWithADotIsNotTwoLabels() {
        byte[] query = message(QUERY, 1, 0, join(u8(10), "www.google".getBytes(), u8(7), "example".getBytes(), u8(0)), u16(A, 1));

        assertEquals(List.of("www\\.google.example"), Conversation.udp(53).client(query).said(EvidenceKind.DNS_QUERY));
    }

    private static CaptureBuilder answer(CaptureBuilder capture, String client, String asked, String address) {
        byte[] message = message(ANSWER, 1, 2, question(asked, A), record(pointer(12), CNAME, name("edge.cdn.example")), record(name("edge.cdn.example"), A, Frames.address(address)));
        return capture.packet(Frames.ethernet(Frames.ipv4("10.0.0.53", client, Frames.UDP, Frames.udp(53, 40_000, message))));
    }

    private static List<String> resolved(CaptureBuilder capture, String client, String server) {
        capture.packet(Frames.ethernet(Frames.ipv4(client, server, Frames.UDP, Frames.udp(50_001, 9_999, new byte[] {1}))));
        return Metered.of(capture).flows().getLast().evidence().stream().filter(evidence -> evidence.kind() == EvidenceKind.RESOLVED_NAME).map(Evidence::value).toList();
    }

    @Test
    void flowBearsTheNameThatItsOwnClientAskedFor() {
        CaptureBuilder capture = answer(answer(CaptureBuilder.pcap(), "10.0.0.1", "one.example", "192.0.2.1"), "10.0.0.2", "two.example", "192.0.2.1");

        assertEquals(List.of("one.example"), resolved(capture, "10.0.0.1", "192.0.2.1"));
        assertEquals(List.of("two.example"), resolved(capture, "10.0.0.2", "192.0.2.1"));
        assertEquals(List.of("two.example"), resolved(capture, "10.0.0.3", "192.0.2.1"));
        assertEquals(List.of(), resolved(capture, "10.0.0.1", "192.0.2.2"));
    }
}

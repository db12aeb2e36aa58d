package dev.tractor.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What queries mean, and what is said of texts that are none.
class QueryTest {
    /// The flow that all questions are put to.
    private static final Predicates.Row FLOW = new Predicates.Row() {
        private static final Map<FlowField, String> TEXTS = Map.of(FlowField.LABEL, "telegram", FlowField.GROUP, "messaging", FlowField.DOMAIN, "web.telegram.org", FlowField.COMMENT, "TLS SNI web.telegram.org",
                FlowField.SRC_COUNTRY, "private", FlowField.DST_COUNTRY, "NL", FlowField.SYMPTOM, "gaps one-sided");
        private static final Map<FlowField, Double> NUMBERS = Map.of(FlowField.SRC_PORT, 50_000.0, FlowField.DST_PORT, 443.0, FlowField.PROTOCOL, 6.0, FlowField.BYTES, 1_500_000.0,
                FlowField.START, 1_700_000_000e9, FlowField.DURATION, 2.5e9, FlowField.CONFIDENCE, 0.95);

        @Override
        public String text(FlowField field) {
            return TEXTS.getOrDefault(field, "");
        }

        @Override
        public double number(FlowField field) {
            return NUMBERS.getOrDefault(field, Double.NaN);
        }

        @Override
        public byte[] address(FlowField field) {
            return InetAddress.ofLiteral(field == FlowField.SRC_IP ? "10.1.2.3" : "2001:db8::7").getAddress();
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            label:telegram and dst.port:443 and bytes>1M   | true
            label:telegram dst.port:443 bytes>1.5M         | false
            LABEL:Telegram                                 | true
            label:tele*                                    | true
            label:*gram and not label:*x*                  | true
            label:tele                                     | false
            label!=whatsapp                                | true
            label:(whatsapp or telegram)                   | true
            label:(whatsapp viber)                         | false
            domain:telegram.org                            | true
            domain:elegram.org                             | false
            domain:*elegram.org                            | true
            domain=telegram.org                            | false
            domain=web.telegram.org                        | true
            domain=(telegram.org or web.telegram.org)      | true
            domain!=telegram.org                           | false
            domain:* and not user_agent:*                  | true
            session:*                                      | false
            session!=*                                     | true
            port:* ip:* country:*                          | true
            comment:"*"                                    | false
            country:nl                                     | true
            country:(de or private)                        | true
            src.country:NL                                 | false
            dst.country!=nl                                | false
            user_agent:curl                                | false
            user_agent!=curl                               | true
            comment:"tls sni"                              | true
            symptom:gaps symptom:one-*                     | true
            symptom:snapped or symptom:"gaps one-sided"    | false
            symptom:* and symptom!=snapped                 | true
            telegram                                       | true
            "SNI web"                                      | true
            gram whatsapp                                  | false
            gram or whatsapp and not gram                  | true
            (gram or whatsapp) and not gram                | false
            not not gram                                   | true
            ip:10.0.0.0/8                                  | true
            ip:10.1.2.3                                    | true
            src.ip:10.1.2.0/23                             | true
            src.ip:10.1.3.0/24                             | false
            ip:2001:db8::/32                               | true
            dst.ip:2001:db8::7                             | true
            ip!=2001:db8::7                                | false
            port:443 port:50000                            | true
            port:400..500                                  | true
            port!=400..500                                 | false
            protocol:tcp                                   | true
            protocol:6                                     | true
            protocol:udp                                   | false
            bytes:1500K                                    | true
            bytes<=1500000                                 | true
            bytes:1M..2M                                   | true
            duration>2s and duration<2501ms                | true
            duration>=2.5                                  | true
            start:1700000000                               | true
            start>=2023-11-14T22:13:20Z                    | true
            start>2023-11-14T22:13:20Z                     | false
            confidence>=0.9                                | true
            session:1                                      | false
            session!=1                                     | true
            ``                                             | true
            """)
    void aQueryAnswers(String query, boolean answer) throws QueryException {
        assertEquals(answer, Predicates.of(Query.parse(query)).test(FLOW), query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lable:x             | there is no field 'lable'; there are label, group, method, app, class, domain, user_agent, comment, ip, src.ip, dst.ip, country, src.country, dst.country, port, src.port, dst.port, protocol, bytes, bytes.fwd, bytes.bwd, packets, packets.fwd, packets.bwd, start, end, duration, end_reason, symptom, confidence, flow, session (column 1)
            bytes:1X            | '1X' does not fit bytes, which wants a number, also with K, M or G, or a range `from..to` (column 7)
            ip:10.0.0.300       | '10.0.0.300' does not fit ip, which wants an address or a network: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32` (column 4)
            ip:10.0.0.0/33      | '10.0.0.0/33' does not fit ip, which wants an address or a network: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32` (column 4)
            port:9..1           | the range 9..1 ends before it begins (column 6)
            bytes>1..2          | a range is compared with : or != (column 7)
            label>x             | label is not ordered; compare it with : or != (column 6)
            label:              | a value is missing after label: (column 7)
            label:()            | the list of values is empty (column 7)
            label:(a            | a value is missing after label: (column 9)
            (label:a            | a parenthesis is not closed (column 1)
            label:a)            | ')' is not expected here (column 8)
            "abc                | a quotation mark is not closed (column 1)
            and label:a         | 'and' stands between two conditions; to look for the word write "and" (column 1)
            label:a or          | a condition is missing at the end (column 11)
            :443                | a field is missing before ':' (column 1)
            label!a             | '!' is no sign; write : = != < <= > >= (column 6)
            country:germany     | 'germany' does not fit country, which wants a code of two letters: `DE`, or `private` or `unknown` (column 9)
            bytes>*             | '*' does not fit bytes, which wants a number, also with K, M or G, or a range `from..to` (column 7)
            protocol:tpc        | 'tpc' does not fit protocol, which wants a name or a number (column 10)
            start:yesterday     | 'yesterday' does not fit start, which wants seconds since the epoch or `2026-01-31T12:00:00Z` (column 7)
            confidence:7        | '7' does not fit confidence, which wants a number from 0 to 1 (column 12)
            """)
    void whatIsNoQueryIsTold(String query, String message) {
        assertEquals(message, assertThrows(QueryException.class, () -> Query.parse(query)).getMessage());
    }

    @Test
    void limits() {
        assertEquals("the query has 4097 characters; at most 4096 are taken (column 4097)", assertThrows(QueryException.class, () -> Query.parse("a".repeat(4_097))).getMessage());
        assertEquals("there are more than 64 conditions (column 129)", assertThrows(QueryException.class, () -> Query.parse("a ".repeat(65))).getMessage());
        assertEquals("parentheses are nested more than 16 deep (column 17)", assertThrows(QueryException.class, () -> Query.parse("(".repeat(17) + "a" + ")".repeat(17))).getMessage());
    }

    /// Whatever is typed, the answer is a query or a QueryException that names a column of the text.
    @Test
    void anyTextIsAQueryOrIsRefused() {
        String[] pieces = {"label", ":", "(", ")", "\"", "and", "or", "not", " ", "ip", "10.0.0.1", "/", "8", ">", "!=", "..", "*", "1K", "\\", "é", "\0", "bytes", "::", "protocol", "start", "T", "=", "country"};
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Predicates.of(Query.parse(text.toString())).test(FLOW);
            } catch (QueryException e) {
                assertEquals(true, e.column() >= 1 && e.column() <= text.length() + 1, () -> text + ": " + e.getMessage());
            }
        }
    }

    @Test
    void theReferenceListsEveryField() throws IOException {
        List<String> rows = Files.readAllLines(Path.of(System.getProperty("tractor.root"), "docs/reference/query.md")).stream().filter(line -> line.startsWith("| `")).toList();

        assertEquals(Arrays.stream(FlowField.values()).map(field -> "| `%s` | %s | %s |".formatted(field.field(), field.description(), field.kind().form())).toList(), rows);
    }

    @Test
    void manyWildcardsTakeNoLongTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Glob.matches("*a".repeat(2_000) + "b", "a".repeat(4_000)));
    }
}

package dev.tractor.stats.search;

import static dev.tractor.stats.Samples.emptyBatch;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.flow;
import static dev.tractor.stats.Samples.newJobId;
import static dev.tractor.testsupport.http.Request.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Session;
import dev.tractor.flow.Symptom;
import dev.tractor.query.FlowField;
import dev.tractor.query.Predicates;
import dev.tractor.query.Query;
import dev.tractor.query.QueryException;
import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.rest.JobResource;
import dev.tractor.testsupport.http.Answer;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchTest {
    private static final int FLOWS = 60;
    private static final String[] LABELS = {"telegram", "tls", "unknown", "dns", "a%b_c\\d"};
    private static final String[] DOMAINS = {"", "web.telegram.org", "telegram.org", "x%y.example", "xzy.example"};
    private static final String[] CLIENTS = {"10.0.0.1", "10.0.1.2", "192.168.0.7", "2001:db8::1", "fe80::1"};

    @Inject Pipeline pipeline;
    @Inject CompleteJobs jobs;

    private final long job = newJobId();
    private final List<ClassifiedFlow> flows = IntStream.range(0, FLOWS).mapToObj(SearchTest::sample).toList();

    /// Flow `i`; every property takes each of its values with each of another's.
    private static ClassifiedFlow sample(int i) {
        String client = CLIENTS[i % 5];
        return flow(i, client, 40_000 + i, client.contains(":") ? "2001:db8::99" : "198.51.100.1", i % 3 == 0 ? 443 : 53)
                .setProtocol(i % 2 == 0 ? 6 : 17).setLabel(LABELS[i / 5 % 5]).setDomain(DOMAINS[i / 7 % 5]).setComment("TLS SNI number " + i)
                .setUserAgent(i % 11 == 0 ? "curl/8.0" : "").setConfidence(i % 10 / 10f).setStartNanos(1_700_000_000_000_000_000L + i * 1_500L).setDurationNanos(i * 1_000_000L)
                .setEndReason(i % 5 + 1).setDecidedAfter(i % 4).setSymptoms(i % 7 == 3 ? i % 64 : 0).setForward(Counters.newBuilder().setPackets(i).setBytes(i * 100L)).setBackward(Counters.newBuilder().setPackets(i / 2).setBytes(50)).build();
    }

    private void store() {
        Session session = Session.newBuilder().addAllFlows(List.of(3L, 5L)).setClientAddress(ByteString.copyFrom(new byte[4])).build();
        pipeline.send(emptyBatch(job, 1, 0).addAllFlows(flows).addSessions(session).build());
        pipeline.send(extracted(job, 1, 1, FLOWS, flows.stream().mapToLong(f -> f.getForward().getPackets() + f.getBackward().getPackets()).sum()));
    }

    private Answer page(String query, String sort, Integer limit, String cursor) {
        var request = given();
        if (query != null) request.queryParam("query", query);
        if (sort != null) request.queryParam("sort", sort);
        if (limit != null) request.queryParam("limit", limit);
        if (cursor != null) request.queryParam("cursor", cursor);
        return request.get("/internal/jobs/" + job + "/search").then().statusCode(200);
    }

    @Test
    void aFlowIsShownWithAllThatIsKnownOfIt() {
        store();

        assertEquals("""
                [{"flow":3,"src_ip":"2001:db8::1","src_port":40003,"dst_ip":"2001:db8::99","dst_port":443,"protocol":17,"time_start":1700000000.000004,"time_end":1700000000.003004,\
                "duration_us":3000,"packets_fwd":3,"packets_bwd":1,"bytes_fwd":300,"bytes_bwd":50,"end_reason":"forced","label":"telegram","group":"unknown","confidence":0.3,"method":"none",\
                "comment":"TLS SNI number 3","session":3,"src_country":"unknown","dst_country":"unknown","decided_after":3,"symptoms":"snapped reordered"}]""", given().queryParam("query", "flow:3").get("/internal/jobs/" + job + "/search").text());
    }

    @ParameterizedTest
    @CsvSource({"flow, 4", "-flow, 7", "start, 7", "-start, 7", "duration, 7", "-bytes, 7", "bytes, 59", "-packets, 60", "packets, 13"})
    void pagesGiveEveryFlowOnceInTheirOrder(String sort, int limit) {
        store();
        List<Long> all = pages("", sort, limit);

        List<Long> ascending = IntStream.range(0, FLOWS).mapToObj(i -> (long) i).toList();
        assertEquals(sort.startsWith("-") ? ascending.reversed() : ascending, all);
    }

    /// Columns of many flows and the evaluation of one flow find the same flows for queries of every field and form.
    @Test
    void theColumnsAnswerAsThePredicateDoes() throws Exception {
        store();
        String[] tests = {"label:telegram", "label:tele*", "label!=tls", "label:\"a%b_c\\\\d\"", "label:a%b*", "label:*_c*", "domain:telegram.org", "domain:*telegram.org", "domain:x%y.example",
            "domain!=telegram.org", "user_agent:CURL", "user_agent!=curl", "comment:\"number 1\"", "comment:%", "group:unknown", "method:none", "app:tls", "class!=chat", "ip:10.0.0.0/8", "ip:2001:db8::/32",
            "ip!=10.0.0.1", "src.ip:10.0.1.2", "dst.ip:198.51.100.0/24", "src.ip:fe80::/10", "port:443", "port!=53", "src.port:40010..40020", "dst.port<100", "protocol:udp", "protocol!=6", "bytes>1K", "bytes<=1050",
            "bytes.fwd:1000..2000", "bytes.bwd:50", "packets>=30", "packets.fwd<7", "packets.bwd:10", "start>2023-11-14T22:13:20.000030Z", "start<1700000000.00005", "start:1700000000.000015", "end>1700000000.02",
            "duration>20ms", "duration:10ms", "duration<=0.5us", "end_reason:idle", "end_reason!=end", "symptom:gaps", "symptom:g*", "symptom:*d", "symptom!=one-sided", "symptom:*", "not symptom:*", "symptom:(snapped or gaps)", "symptom:\"snapped reordered\"", "symptom:s*d*r", "confidence>=0.9", "confidence:0.3", "confidence<0.15", "flow:7", "flow>50.5", "session:3", "session!=3", "telegram", "\"sni number 2\"", "'", "domain=telegram.org", "domain:*", "user_agent:*", "session:*", "app!=*", "country:private", "src.country:unknown", "dst.country:(unknown or gb)", "country!=private"};
        Random random = new Random(3);
        for (int i = 0; i < 150; i++) {
            String query = i < tests.length ? tests[i] : random(tests, random, 3);
            assertEquals(expected(query), found(query), query);
        }
    }

    private static String random(String[] tests, Random random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "(" + random(tests, random, depth - 1) + " and " + random(tests, random, depth - 1) + ")";
            case 2 -> "(" + random(tests, random, depth - 1) + " or " + random(tests, random, depth - 1) + ")";
            case 3 -> "not " + random(tests, random, depth - 1);
            default -> tests[random.nextInt(tests.length)];
        };
    }

    private List<Long> expected(String query) throws QueryException {
        var predicate = Predicates.of(Query.parse(query));
        return flows.stream().filter(flow -> predicate.test(new Row(flow))).map(ClassifiedFlow::getOrdinal).toList();
    }

    private List<Long> found(String query) throws Exception {
        FlowRequest request = new FlowRequest(Query.parse(query), FlowSort.FLOW, false, FLOWS, null);
        return FlowSearch.find(jobs.complete(job), request).flows().stream().map(FoundFlow::flow).toList();
    }

    @ParameterizedTest
    @CsvSource({"flow, 4", "-flow, 7", "start, 7", "-duration, 7", "-bytes, 7", "bytes, 59", "-packets, 2", "packets, 13"})
    void pagesOfAQueryGiveEveryFlowOnceInItsOrder(String sort, int limit) throws Exception {
        store();
        List<Long> expected = expected("protocol:udp or bytes>4K");

        assertEquals(sort.startsWith("-") ? expected.reversed() : expected, pages("protocol:udp or bytes>4K", sort, limit));
    }

    private List<Long> pages(String query, String sort, int limit) {
        List<Long> all = new ArrayList<>();
        String cursor = null;
        do {
            Answer page = page(query, sort, limit, cursor);
            all.addAll(page.json().getLongs("flow"));
            cursor = page.header(JobResource.NEXT_CURSOR);
        } while (cursor != null);
        return all;
    }

    private record Row(ClassifiedFlow flow) implements Predicates.Row {
        @Override
        public String text(FlowField field) {
            return switch (field) {
                case LABEL -> flow.getLabel();
                case GROUP -> flow.getLabelGroup();
                case METHOD -> flow.getMethod();
                case DOMAIN -> flow.getDomain();
                case COMMENT -> flow.getComment();
                case USER_AGENT -> flow.getUserAgent();
                case SRC_COUNTRY -> country(flow.getClientAddress());
                case DST_COUNTRY -> country(flow.getServerAddress());
                case SYMPTOM -> Symptom.labels(flow.getSymptoms());
                case END_REASON -> List.of("idle", "active", "end", "forced", "resources").get(flow.getEndReason() - 1);
                default -> "";
            };
        }

        /// Of the addresses here only those of RFC 1918 and RFC 4291 lie in a known place.
        private static String country(ByteString address) {
            return address.size() == 4 ? address.byteAt(0) == 10 || address.byteAt(0) == (byte) 192 ? "private" : "unknown" : address.byteAt(0) == (byte) 0xFE ? "private" : "unknown";
        }

        @Override
        public double number(FlowField field) {
            return switch (field) {
                case SRC_PORT -> flow.getClientPort();
                case DST_PORT -> flow.getServerPort();
                case PROTOCOL -> flow.getProtocol();
                case BYTES -> flow.getForward().getBytes() + flow.getBackward().getBytes();
                case BYTES_FWD -> flow.getForward().getBytes();
                case BYTES_BWD -> flow.getBackward().getBytes();
                case PACKETS -> flow.getForward().getPackets() + flow.getBackward().getPackets();
                case PACKETS_FWD -> flow.getForward().getPackets();
                case PACKETS_BWD -> flow.getBackward().getPackets();
                case START -> flow.getStartNanos();
                case END -> flow.getStartNanos() + flow.getDurationNanos();
                case DURATION -> flow.getDurationNanos();
                case CONFIDENCE -> Double.parseDouble(Float.toString(flow.getConfidence()));
                case FLOW -> flow.getOrdinal();
                case SESSION -> flow.getOrdinal() == 3 || flow.getOrdinal() == 5 ? 3 : Double.NaN;
                default -> Double.NaN;
            };
        }

        @Override
        public byte[] address(FlowField field) {
            return (field == FlowField.SRC_IP ? flow.getClientAddress() : flow.getServerAddress()).toByteArray();
        }
    }

    private String ask(String path, String... parameters) {
        var request = given();
        for (int i = 0; i < parameters.length; i += 2) request.queryParam(parameters[i], parameters[i + 1]);
        return request.get("/internal/jobs/" + job + "/" + path).then().statusCode(200).text();
    }

    @Test
    void flowsAreSummedByAField() {
        store();

        assertEquals("""
                {"by":"protocol","values":2,"total":{"flows":60,"packets":2640,"bytes":180000},"groups":[{"value":"tcp","flows":30,"packets":1305,"bytes":88500},\
                {"value":"udp","flows":30,"packets":1335,"bytes":91500}]}""", ask("groups", "by", "protocol"));
        assertEquals("""
                {"by":"domain","values":1,"total":{"flows":10,"packets":65,"bytes":5000},"groups":[{"value":"web.telegram.org","flows":3,"packets":35,"bytes":2550}]}""",
                ask("groups", "by", "domain", "query", "flow<10", "order", "bytes", "top", "1"));
        assertEquals("""
                {"by":"symptom","values":3,"total":{"flows":5,"packets":41,"bytes":3050},"groups":[{"value":"duplicated","flows":1,"packets":15,"bytes":1050},{"value":"snapped","flows":1,"packets":4,"bytes":350},\
                {"value":"reordered","flows":2,"packets":19,"bytes":1400}]}""", ask("groups", "by", "symptom", "query", "flow:(3 or 4 or 5 or 6 or 10)", "order", "rarest", "top", "3"));
        assertEquals("{\"by\":\"label\",\"values\":0,\"total\":{\"flows\":0,\"packets\":0,\"bytes\":0},\"groups\":[]}", ask("groups", "by", "label", "query", "flow:999"));
        assertEquals("""
                {"by":"symptom","values":3,"total":{"flows":5,"packets":41,"bytes":3050},"groups":[{"flows":3,"packets":22,"bytes":1650},{"value":"reordered","flows":2,"packets":19,"bytes":1400},\
                {"value":"duplicated","flows":1,"packets":15,"bytes":1050},{"value":"snapped","flows":1,"packets":4,"bytes":350}]}""", ask("groups", "by", "symptom", "query", "flow:(3 or 4 or 5 or 6 or 10)"));
    }

    /// Flow 2 (0.003 to 2.003 ms after the first) and flow 4 (0.006 to 4.006 ms) in four intervals of about a millisecond.
    @Test
    void bytesAreSpreadOverTheIntervalsThatAFlowRunsThrough() {
        store();

        Json picture = Json.of(ask("timeline", "query", "flow:(2 or 4)", "by", "protocol", "intervals", "4"));

        assertEquals(List.of(2, 0, 0, 0), picture.getList("series[0].flows"));
        assertEquals(List.of(250.0 / 2 + 450.0 / 4, 250.0 / 2 + 450.0 / 4, 450.0 / 4, 450.0 / 4), picture.getList("series[0].bytes"));
        assertEquals("tcp", picture.getString("series[0].value"));
        assertEquals(0.001000751, picture.getDouble("interval_seconds"), 1e-9);
    }

    @Test
    void whatHasNoSeriesOfItsOwnIsTheLast() {
        store();

        Json picture = Json.of(ask("timeline", "by", "label", "top", "2", "intervals", "1"));

        assertEquals(List.of(false, false, true), picture.getList("series.others"));
        assertEquals(60, picture.<List<Integer>>getList("series.flows").stream().flatMap(List::stream).mapToInt(Integer::intValue).sum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query=lable:x    | query: there is no field 'lable'
            sort=size        | sort is flow, start, duration, bytes, packets, with - in front for the greatest first; not 'size'
            limit=0          | limit must be a whole number from 1 to 10000
            cursor=AAAA      | cursor is none that was given with an answer
            """)
    void whatIsMalformedIsRefused(String parameter, String message) {
        String[] pair = parameter.split("=", 2);
        var answer = given().queryParam(pair[0], pair[1]).get("/internal/jobs/" + job + "/search");

        assertEquals(400, answer.statusCode());
        assertEquals(true, answer.json().getString("message").startsWith(message), answer.json().getString("message"));
    }

    @Test
    void aJobThatIsNotCompleteHasNoFlows() {
        given().get("/internal/jobs/" + job + "/search").then().statusCode(404);
    }
}

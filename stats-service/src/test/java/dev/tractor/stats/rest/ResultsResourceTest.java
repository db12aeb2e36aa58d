package dev.tractor.stats.rest;

import static dev.tractor.stats.Samples.emptyBatch;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.flow;
import static dev.tractor.stats.Samples.newJobId;
import static dev.tractor.testsupport.http.Request.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ResultsResourceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    @Inject Pipeline pipeline;

    private final long job = newJobId();

    /// Seven flows of five hosts. Flows 0, 2 and 3 are one session, 5 and 6 another.
    private static List<ClassifiedFlow> flows() {
        return List.of(
                sample(0, "10.0.0.1", 40_000, "81.2.69.142", 443, 1_000, 9_000).setLabel("telegram").setLabelGroup("messaging").setDomain("web.telegram.org").build(),
                sample(1, "10.0.0.1", 5_353, "10.0.0.53", 53, 60, 140).setProtocol(17).setLabel("dns").setLabelGroup("network").setApplicationProtocol("dns").setDomain("web.telegram.org").build(),
                sample(2, "10.0.0.1", 40_001, "81.2.69.142", 443, 500, 500).setLabel("telegram").setLabelGroup("messaging").setDomain("web.telegram.org").setTrafficClass("chat").setTrafficClassConfidence(0.5f).build(),
                sample(3, "10.0.0.1", 40_002, "89.160.20.112", 80, 200, 2_300).setLabel("http").setLabelGroup("web").setApplicationProtocol("http").setDomain("example.org").setUserAgent("curl/8.0").build(),
                sample(4, "10.0.0.2", 40_003, "10.0.0.1", 8_080, 300, 100).setLabel("http").setLabelGroup("web").setApplicationProtocol("http").setDomain("inside.example").setUserAgent("wget/1.2").build(),
                sample(5, "10.0.0.2", 1, "10.0.0.2", 2, 40, 40).build(),
                sample(6, "10.0.0.2", 40_004, "89.160.20.112", 80, 100, 100).setLabel("http").setLabelGroup("web").setApplicationProtocol("http").setDomain("example.org").build());
    }

    /// Begins `number` seconds after the capture and lasts half a second.
    private static ClassifiedFlow.Builder sample(int number, String client, int clientPort, String server, int serverPort, long forward, long backward) {
        return flow(number, client, clientPort, server, serverPort).setStartNanos(START + number * SECOND).setDurationNanos(SECOND / 2)
                .setForward(Counters.newBuilder().setPackets(3).setBytes(forward)).setBackward(Counters.newBuilder().setPackets(2).setBytes(backward));
    }

    @BeforeEach
    void store() {
        store(job, flows());
    }

    private void store(long to, List<ClassifiedFlow> flows) {
        Session first = Session.newBuilder().addAllFlows(List.of(0L, 2L, 3L)).setClientAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 1})).setStartNanos(START).setDurationNanos(3_500_000_000L)
                .setPacketsForward(9).setPacketsBackward(6).setBytesForward(1_700).setBytesBackward(11_800)
                .addLinks(SessionLink.newBuilder().setFrom(1).setTo(0).setKind(5).setEvidence("web.telegram.org")).addLinks(SessionLink.newBuilder().setFrom(0).setTo(2).setKind(99).setEvidence("new"))
                .setVector(Vector.newBuilder().setProfile("tractor-session-1").addValues(3).addValues(2).addValues(3_500_000).addValues(Float.NaN).addValues(6)).build();
        Session second = Session.newBuilder().addAllFlows(List.of(5L, 6L)).setClientAddress(ByteString.copyFrom(new byte[] {10, 0, 0, 2})).setStartNanos(START + 5 * SECOND).setDurationNanos(1_500_000_000L)
                .setPacketsForward(6).setPacketsBackward(4).setBytesForward(140).setBytesBackward(140).setVector(Vector.newBuilder().setProfile("tractor-session-1").addValues(2)).build();
        pipeline.send(emptyBatch(to, 1, 0).addAllFlows(flows).addSessions(second).addSessions(first).build());
        pipeline.send(extracted(to, 1, 1, flows.size()));
    }

    private String ask(String path, String... parameters) {
        var request = given();
        for (int i = 0; i < parameters.length; i += 2) request.queryParam(parameters[i], parameters[i + 1]);
        return request.get("/internal/jobs/" + job + "/" + path).then().statusCode(200).contentType("application/json").text();
    }

    private Json json(String path, String... parameters) {
        return Json.of(ask(path, parameters));
    }

    private static void assumeGeoIp() {
        Assumptions.assumeTrue(Files.exists(PostgresResource.GEOIP_DATABASE), () -> "the corpus has no " + PostgresResource.GEOIP_DATABASE);
    }

    @Test
    void overview() {
        Json overview = json("overview");

        assertEquals(List.of(job, 7, 35, 14_380), List.of(overview.getLong("job_id"), overview.getInt("flows"), overview.getInt("packets"), overview.getInt("bytes")));
        assertTrue(ask("overview").contains("\"time_start\":1700000000.000000,\"time_end\":1700000006.500000,\"timeline\""));
        assertEquals(List.of("label", "group", "class", "app", "protocol", "src.ip", "dst.ip", "domain", "dst.port", "method", "country"), List.copyOf(overview.getMap("groups").keySet()));
        assertEquals(List.of("http", "telegram", "dns", "unknown"), overview.getList("groups.label.groups.value"));
        assertEquals(List.of(3, 2, 1, 1), overview.getList("groups.label.groups.flows"));
        assertEquals(240, overview.getList("timeline.series[0].flows").size());
        assertEquals(List.of("telegram", "http", "dns", "unknown"), overview.getList("timeline.series.value"));
    }

    @Test
    void countriesOfEitherSide() {
        assumeGeoIp();

        assertEquals("""
                {"by":"country","values":3,"total":{"flows":7,"packets":35,"bytes":14380},"groups":[{"value":"private","flows":7,"packets":35,"bytes":14380},{"value":"GB","flows":2,"packets":10,"bytes":11000},\
                {"value":"SE","flows":2,"packets":10,"bytes":2700}]}""", ask("groups", "by", "country"));
        assertEquals(List.of(3, 6), json("search", "query", "country:se").getList("flow"));
        assertEquals(List.of(1, 4, 5), json("search", "query", "dst.country:private and src.country:private").getList("flow"));
    }

    @Test
    void sessions() {
        assertEquals("""
                {"sessions":[{"session":0,"src_ip":"10.0.0.1","time_start":1700000000.000000,"time_end":1700000003.500000,"duration_us":3500000,"flows":3,"packets_fwd":9,"packets_bwd":6,\
                "bytes_fwd":1700,"bytes_bwd":11800,"label":"telegram","group":"messaging","confidence":0.33333334},\
                {"session":5,"src_ip":"10.0.0.2","time_start":1700000005.000000,"time_end":1700000006.500000,"duration_us":1500000,"flows":2,"packets_fwd":6,"packets_bwd":4,\
                "bytes_fwd":140,"bytes_bwd":140,"label":"http","group":"web","confidence":0.5}]}""", ask("sessions"));
        assertEquals(List.of(5), json("sessions", "query", "src.ip:10.0.0.2").getList("sessions.session"));
        assertEquals(List.of(), json("sessions", "query", "label:dns").getList("sessions.session"));
        assertEquals(List.of(5), json("sessions", "query", "label:http", "sort", "bytes", "limit", "1").getList("sessions.session"));
    }

    @ParameterizedTest
    @CsvSource({"session, 0 5", "-session, 5 0", "start, 0 5", "duration, 5 0", "-flows, 0 5", "bytes, 5 0", "packets, 5 0"})
    void pagesOfSessionsGiveEachOnceInTheirOrder(String sort, String expected) {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Json page = cursor == null ? json("sessions", "sort", sort, "limit", "1") : json("sessions", "sort", sort, "limit", "1", "cursor", cursor);
            all.add(page.getString("sessions[0].session"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertEquals(expected, String.join(" ", all));
    }

    @Test
    void oneSession() {
        Json session = json("sessions/0");

        assertEquals("telegram", session.getString("label"));
        assertEquals("[{from=0, to=2, kind=kind-99, evidence=new}]", session.getList("links").subList(1, 2).toString());
        assertEquals("{from=1, to=0, kind=dns-answer, evidence=web.telegram.org}", session.getList("links").getFirst().toString());
        assertEquals("{flows=3.0, servers=2.0, duration=3500000.0, total_bpackets=6.0}", session.getMap("features").toString());
        assertEquals(List.of(0, 2, 3), session.getList("shown_flows.flow"));
        assertEquals("job " + job + " has no session 2", given().get("/internal/jobs/" + job + "/sessions/2").then().statusCode(404).json().getString("message"));
    }

    @Test
    void hosts() {
        assertEquals(List.of("10.0.0.1", "81.2.69.142", "89.160.20.112", "10.0.0.2", "10.0.0.53"), json("hosts").getList("hosts.ip"));
        Json hosts = json("hosts", "sort", "ip");
        assertEquals(List.of("10.0.0.1", "10.0.0.2", "10.0.0.53", "81.2.69.142", "89.160.20.112"), hosts.getList("hosts.ip"));
        assertEquals(List.of(5, 3, 1, 2, 2), hosts.getList("hosts.flows"));
        assertEquals(List.of(4, 3, 0, 0, 0), hosts.getList("hosts.flows_as_client"));
        assertEquals(List.of(1, 1, 1, 2, 2), hosts.getList("hosts.flows_as_server"));
        assertEquals(List.of(1_000 + 60 + 500 + 200 + 100, 300 + 80 + 100, 140, 9_500, 2_400), hosts.getList("hosts.bytes_sent"));
        assertEquals(List.of(9_000 + 140 + 500 + 2_300 + 300, 100 + 80 + 100, 60, 1_500, 300), hosts.getList("hosts.bytes_received"));
        assertEquals(List.of(4, 3, 1, 1, 2), hosts.getList("hosts.peers"));
        assertEquals("[inside.example, null, null, web.telegram.org, example.org]", hosts.getList("hosts.name").toString(), "who is asked for a name does not have it");
        assertEquals(List.of("10.0.0.2", "89.160.20.112"), json("hosts", "query", "flow:6", "sort", "ip").getList("hosts.ip"));
        assertEquals(List.of(1, 1), json("hosts", "query", "flow:6").getList("hosts.flows"));
    }

    @ParameterizedTest
    @CsvSource({"-bytes, 3", "bytes_sent, 2", "-peers, 2", "ip, 1", "-ip, 4", "flows, 2", "-bytes_received, 1"})
    void pagesOfHostsGiveEachOnce(String sort, String limit) {
        for (String query : List.of("", "flow:*")) {
            List<Object> all = new ArrayList<>();
            String cursor = null;
            do {
                Json page = cursor == null ? json("hosts", "sort", sort, "limit", limit, "query", query) : json("hosts", "sort", sort, "limit", limit, "cursor", cursor, "query", query);
                all.addAll(page.getList("hosts.ip"));
                cursor = page.getString("next");
            } while (cursor != null);

            assertEquals(json("hosts", "sort", sort).getList("hosts.ip"), all, query);
        }
    }

    @Test
    void oneHost() {
        Json host = json("hosts/10.0.0.1/profile");

        assertEquals(5, host.getInt("flows"));
        assertEquals("private", host.getString("country_name"));
        assertEquals("[{value=inside.example, flows=1}]", host.getList("names").toString());
        assertEquals("[{value=curl/8.0, flows=1}]", host.getList("user_agents").toString());
        assertEquals(List.of("http", "telegram", "dns"), host.getList("labels.groups.value"));
        assertEquals(List.of("8080"), host.getList("services.groups.value"));
        assertEquals("[]", json("hosts/10.0.0.53/profile").getList("names").toString());
        assertEquals(List.of("81.2.69.142", "89.160.20.112", "10.0.0.2", "10.0.0.53"), host.getList("peers_top.ip"));
        assertEquals(List.of(1_500, 200, 100, 60), host.getList("peers_top.bytes_sent"));
        assertEquals(List.of(9_500, 2_300, 300, 140), host.getList("peers_top.bytes_received"));
        assertEquals(List.of("telegram", "http", "http", "dns"), host.getList("peers_top.label"));
        assertEquals(List.of("81.2.69.142"), json("hosts/10.0.0.1/profile", "top", "1").getList("peers_top.ip"));
        given().get("/internal/jobs/" + job + "/hosts/10.9.9.9/profile").then().statusCode(404);
    }

    @Test
    void graphFoldsWhatIsNotAmongTheGreatest() {
        Json graph = json("graph", "top", "2");

        assertEquals(List.of("10.0.0.1", "81.2.69.142", "others"), graph.getList("nodes.ip"));
        assertEquals(List.of(14_100, 11_000, 3_380), graph.getList("nodes.bytes"));
        assertEquals(List.of(5, 2, 5), graph.getList("nodes.flows"));
        assertEquals("{hosts=3, flows=5, bytes=3380}", graph.getMap("rest").toString());
        assertEquals(List.of("10.0.0.1 81.2.69.142 telegram 2 10 11000", "10.0.0.1 others http 2 10 2700", "others 10.0.0.1 http 1 5 400"), graph.getList("edges").stream()
                .map(edge -> String.join(" ", ((Map<?, ?>) edge).values().stream().map(String::valueOf).toList())).toList());
        assertEquals(List.of("10.0.0.2", "89.160.20.112"), json("graph", "query", "flow:6", "by", "flows").getList("nodes.ip"));
        assertEquals("{by=bytes, nodes=[], edges=[], rest={hosts=0, flows=0, bytes=0}}", json("graph", "query", "flow:99").getMap("").toString());
    }

    /// Called every minute but for a missing call and a second of noise; five requests of a person; too few calls; and a ping without ports.
    @Test
    void whoCallsRegularlyComesFirst() {
        long other = newJobId();
        List<ClassifiedFlow> calls = new ArrayList<>();
        calls(calls, "10.0.0.1", "81.2.69.142", 6, 443, "tls", 0, 60, 120, 241, 300, 360);
        calls.add(call(calls.size(), "10.0.0.1", "81.2.69.142", 6, 443, "telegram", 60.5));
        calls(calls, "10.0.0.2", "81.2.69.142", 6, 80, "http", 0, 3, 50, 200, 203, 400);
        calls(calls, "10.0.0.2", "10.0.0.9", 17, 53, "dns", 0, 60, 120, 180);
        calls(calls, "10.0.0.2", "10.0.0.9", 1, 7, "icmp", 10, 20, 30, 40, 50);
        calls.sort(Comparator.comparingLong(ClassifiedFlow::getStartNanos));
        List<ClassifiedFlow> numbered = IntStream.range(0, calls.size()).mapToObj(i -> calls.get(i).toBuilder().setOrdinal(i).build()).toList();
        pipeline.send(emptyBatch(other, 1, 0).addAllFlows(numbered).build());
        pipeline.send(extracted(other, 1, 1, numbered.size()));

        String answer = given().get("/internal/jobs/" + other + "/beacons").then().statusCode(200).text();

        Json found = Json.of(answer);
        assertEquals(3, found.getInt("pairs"));
        assertEquals(List.of("10.0.0.1 81.2.69.142 443 tcp tls", "10.0.0.2 10.0.0.9 null icmp icmp", "10.0.0.2 81.2.69.142 80 tcp http"), found.getList("beacons").stream().map(Map.class::cast)
                .map(one -> one.get("src_ip") + " " + one.get("dst_ip") + " " + one.get("dst_port") + " " + one.get("protocol") + " " + one.get("label")).toList());
        // intervals 60 60 121 59 60; bytes 100 200 100 100 100 100, whose deviation is 0; from 0 to 360 of 400 s and 60 more
        assertTrue(answer.contains("\"flows\":7,\"contacts\":6,\"interval_seconds\":60.000000,\"deviation_seconds\":0.000000,\"bytes\":100,\"bytes_deviation\":0,\"time_start\":1700000000.000000,"
                + "\"time_end\":1700000360.000000,\"interval_score\":0.800,\"bytes_score\":1.000,\"span_score\":1.000,\"score\":0.800,"), answer);
        // intervals 10 10 10 10: 50 of 400 s
        assertTrue(answer.contains("\"interval_score\":0.750,\"bytes_score\":1.000,\"span_score\":0.125,\"score\":0.422,"), answer);
        // intervals 3 3 47 150 197: deviation 44 of 47
        assertTrue(answer.contains("\"interval_seconds\":47.000000,\"deviation_seconds\":44.000000,"), answer);
        assertTrue(answer.contains("\"interval_score\":0.051,\"bytes_score\":1.000,\"span_score\":1.000,\"score\":0.051,"), answer);
        assertEquals(List.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 2), found.getList("beacons[0].activity").subList(0, 10));
        assertEquals(60, found.getList("beacons[0].activity").size());
        assertEquals(List.of("10.0.0.2", "10.0.0.2", "10.0.0.1"), Json.of(given().queryParam("sort", "interval").get("/internal/jobs/" + other + "/beacons").text()).getList("beacons.src_ip"));
        assertEquals("{\"pairs\":1,\"beacons\":[]}", given().queryParam("query", "label:icmp").queryParam("top", "1").get("/internal/jobs/" + other + "/beacons").text().replaceAll("\\[\\{.*}]", "[]"));
        assertEquals("{pairs=0, beacons=[]}", json("beacons").getMap("").toString());
    }

    private static void calls(List<ClassifiedFlow> to, String client, String server, int protocol, int port, String label, int... seconds) {
        for (int second : seconds) {
            to.add(call(to.size(), client, server, protocol, port, label, second));
        }
    }

    private static ClassifiedFlow call(int number, String client, String server, int protocol, int port, String label, double second) {
        return sample(number, client, 40_000 + number, server, port, 60, 40).setProtocol(protocol).setLabel(label).setStartNanos(START + (long) (second * SECOND)).build();
    }

    @Test
    void twoJobsOfTheSameFlows() {
        long other = newJobId();
        List<ClassifiedFlow> changed = new ArrayList<>(flows());
        changed.set(5, changed.get(5).toBuilder().setLabel("games").setLabelGroup("games").build());
        changed.set(6, changed.get(6).toBuilder().setLabel("games").setLabelGroup("games").build());
        store(other, changed);

        Json comparison = json("comparison", "with", Long.toString(other), "same_flows", "true");

        assertEquals(List.of(7, 7), comparison.getList("jobs.total.flows"));
        assertEquals(List.of("http", "telegram", "dns", "games", "unknown"), comparison.getList("rows.value"));
        assertEquals(List.of(3, 2, 1, 0, 1), comparison.getList("rows.left.flows"));
        assertEquals(List.of(2, 2, 1, 2, 0), comparison.getList("rows.right.flows"));
        assertEquals("{flows_compared=7, flows_changed=2, rows=[{from=http, to=games, flows=1}, {from=unknown, to=games, flows=1}]}", comparison.getMap("changes").toString());
        assertFalse(json("comparison", "with", Long.toString(other)).getMap("").containsKey("changes"));
        assertEquals("{flows_compared=3, flows_changed=0, rows=[]}", json("comparison", "with", Long.toString(other), "same_flows", "true", "by", "domain", "query", "label:http").getMap("changes").toString());
        given().queryParam("with", newJobId()).get("/internal/jobs/" + job + "/comparison").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            sessions?sort=size   | sort is session, start, duration, flows, bytes, packets, with - in front for the greatest first; not 'size'
            sessions?limit=1001  | limit must be a whole number from 1 to 1000
            hosts?cursor=MS94    | cursor is none that was given with an answer
            hosts?sort=name      | sort is bytes, flows, peers, ip, bytes_sent, bytes_received, with - in front for the greatest first; not 'name'
            beacons?sort=size    | sort is score, contacts, flows, interval, deviation, bytes, with - in front for the greatest first; not 'size'
            graph?by=packets     | by is bytes or flows; not 'packets'
            graph?query=bytes:x  | query: 'x' does not fit bytes, which wants a number, also with K, M or G, or a range `from..to` (column 7)
            hosts/x/profile      | 'x' is no IP address
            """)
    void whatIsMalformedIsRefused(String path, String message) {
        assertEquals(message, given().get("/internal/jobs/" + job + "/" + path).then().statusCode(400).json().getString("message"));
    }
}

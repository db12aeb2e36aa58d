package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.testsupport.GoldenFile;
import dev.tractor.testsupport.LargeCapture;
import dev.tractor.testsupport.fuzz.ApiFuzzer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user of the whole suite may rely on, whatever PostgreSQL, Kafka and S3 it runs on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Stack.OWN)
abstract class MainJobContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// The quickest of some objects is: one may meet a pause of the machine.
    private static final Duration LISTED_WITHIN = Duration.ofSeconds(2);
    private static final int LISTED_OBJECTS = 3;
    private static final Duration JOB_LIMIT = Duration.ofSeconds(60);
    private static final LargeCapture.Shape LARGE = new LargeCapture.Shape(1, 60_000, 4, 100);

    protected Stack stack;
    protected Api api;
    protected Bucket captures;
    private long knownJob;

    abstract Stack start();

    @BeforeAll
    void startAndProcessTheKnownCapture() {
        stack = start();
        api = new Api(stack.gateway());
        captures = new Bucket(stack, "captures");
        Answer uploaded = api.upload("", "known.pcap", KnownCapture.pcap());
        assertEquals(201, uploaded.status(), () -> uploaded.body().toString());
        knownJob = api.process("known.pcap");
        api.finished(knownJob, JOB_LIMIT);
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    // ---- the nine calls, with values counted off KnownCapture

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void listsTheCaptureWithItsTimesAndItsNewestJob(String prefix) {
        JsonNode file = StreamSupport.stream(api.get(prefix + "/files/list").body().spliterator(), false).filter(f -> f.path("name").asText().equals("known.pcap")).findFirst().orElseThrow();

        checkKnownFile(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void tellsDetailsAndStatus(String prefix) {
        checkKnownFile(api.get(prefix + "/file/" + knownJob + "/details").body());
        JsonNode status = api.get(prefix + "/file/" + knownJob + "/status").body();
        assertEquals("finished", status.path("state").asText());
        assertEquals(knownJob, status.path("job_id").asLong());
        assertTrue(status.path("finished_at").asLong() >= status.path("started_at").asLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void countsFlowsOverTheWholeCapture(String prefix) {
        Map<String, Map<String, Long>> items = statistics(api.get(prefix + "/file/" + knownJob + "/statistics"));

        assertEquals(Map.of("dns", 1L, "tls", 1L, "http", 1L, "udp", 1L, "icmp", 1L, "tcp", 1L), items.get("protocols"));
        assertEquals(Map.of("telegram", 2L, "http", 1L, "unknown", 1L, "icmp", 1L, "ssh", 1L), items.get("labels"));
        assertEquals(Map.of("192.168.1.10", 3L, "192.168.1.11", 3L), items.get("clients"));
        assertEquals(Map.of("192.168.1.1", 2L, "149.154.167.99", 1L, "203.0.113.5", 1L, "203.0.113.9", 1L, "192.168.1.20", 1L), items.get("servers"));
        assertEquals(Map.of("53", 1L, "443", 1L, "80", 1L, "47999", 1L, "22", 1L), items.get("ports"));
        assertEquals(Map.of("web.telegram.org", 2L, "nowhere.example", 1L), items.get("domains"));
        assertEquals(Map.of("private", 3L, "unknown", 3L), items.get("countries"));
        // The model knows TCP and UDP; the ping has no class.
        assertEquals(KnownCapture.FLOWS - 1, items.get("traffic_class").values().stream().mapToLong(Long::longValue).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void countsTheFlowsOfALabel(String prefix) {
        Map<String, Map<String, Long>> items = statistics(api.get(prefix + "/file/" + knownJob + "/statistics/labels?label=telegram"));

        assertEquals(Map.of("telegram", 2L), items.get("labels"));
        assertEquals(Map.of("dns", 1L, "tls", 1L), items.get("protocols"));
        assertEquals(Map.of("192.168.1.10", 2L), items.get("clients"));
        assertEquals(Map.of("web.telegram.org", 2L), items.get("domains"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void describesAHost(String prefix) {
        JsonNode client = api.get(prefix + "/file/" + knownJob + "/statistics/ip?ip=192.168.1.10").body();
        assertEquals("private", client.path("country").asText());
        assertEquals("private", client.path("city").asText());
        assertEquals(KnownCapture.USER_AGENT, client.path("user_agent").asText());
        assertFalse(client.has("domain_name"));
        assertEquals(Map.of("telegram", 2L, "http", 1L), items(client.path("statistics")).get("labels"));

        JsonNode server = api.get(prefix + "/file/" + knownJob + "/statistics/ip?ip=149.154.167.99").body();
        assertEquals("unknown", server.path("country").asText());
        assertEquals("web.telegram.org", server.path("domain_name").asText());
        assertFalse(server.has("user_agent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void givesTheFlowsOfALabel(String prefix) throws Exception {
        JsonNode flows = api.get(prefix + "/file/" + knownJob + "/flows/labels?label=telegram").body();

        assertEquals(JSON.readTree("""
                [{"client_ip":"192.168.1.10","client_port":53535,"server_ip":"192.168.1.1","server_port":53,
                  "time_start":1700000000,"time_end":1700000000,"comment":"DNS query web.telegram.org"},
                 {"client_ip":"192.168.1.10","client_port":40001,"server_ip":"149.154.167.99","server_port":443,
                  "time_start":1700000001,"time_end":1700000001,"comment":"TLS SNI web.telegram.org"}]"""), flows);
        assertEquals(0, api.get(prefix + "/file/" + knownJob + "/flows/labels?label=bittorrent").body().size());
        assertEquals(1, api.get(prefix + "/file/" + knownJob + "/flows/labels?label=unknown").body().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1"})
    void listsLabelsByGroup(String prefix) {
        JsonNode groups = api.get(prefix + "/labels/list").body();
        Map<String, JsonNode> byName = new TreeMap<>();
        groups.forEach(group -> byName.put(group.path("group_name").asText(), group.path("labels")));

        assertTrue(byName.keySet().containsAll(List.of("messaging", "peer2peer", "social", "web")), byName.keySet().toString());
        assertTrue(StreamSupport.stream(byName.get("messaging").spliterator(), false).anyMatch(l -> l.asText().equals("telegram")));
        assertTrue(byName.values().stream().flatMap(labels -> StreamSupport.stream(labels.spliterator(), false)).anyMatch(l -> l.asText().equals("unknown")));
    }

    // ---- flow by id, exports, packets, and what no request may do

    @Test
    void aFlowIsShownWithWhatItSaidAndItsPackets() throws Exception {
        JsonNode row = api.get("/v1/jobs/" + knownJob + "/flows?query=" + Api.encode("label:telegram app:tls")).body().path(0);
        String path = "/v1/jobs/" + knownJob + "/flows/" + row.path("flow").asLong();

        JsonNode detail = api.get(path).body();
        assertEquals(row, detail.path("flow"));
        assertTrue(StreamSupport.stream(detail.path("evidence").spliterator(), false).anyMatch(said -> said.path("kind").asText().equals("tls-sni") && said.path("value").asText().equals("web.telegram.org")), detail::toString);
        assertEquals(row.path("packets_fwd"), detail.at("/fwd/packets"));
        assertFalse(detail.path("splt").isEmpty());
        assertTrue(detail.at("/features/iscx-2016").size() > 20, detail::toString);
        assertTrue(detail.path("packets_available").asBoolean(), detail::toString);

        byte[] slice = bytes(path + "/packets");
        assertEquals(row.path("packets_fwd").asInt() + row.path("packets_bwd").asInt(), enhancedPackets(slice));
        assertEquals(enhancedPackets(bytes("/v1/jobs/" + knownJob + "/flows?query=label:telegram&format=pcapng")),
                StreamSupport.stream(api.get("/v1/jobs/" + knownJob + "/flows?query=label:telegram").body().spliterator(), false)
                        .mapToInt(flow -> flow.path("packets_fwd").asInt() + flow.path("packets_bwd").asInt()).sum());
        assertEquals(KnownCapture.FLOWS + 1, new String(bytes("/v1/jobs/" + knownJob + "/flows?format=csv"), StandardCharsets.UTF_8).lines().count());
    }

    private byte[] bytes(String path) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(stack.gateway() + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        return answer.body();
    }

    private static int enhancedPackets(byte[] pcapng) {
        ByteBuffer blocks = ByteBuffer.wrap(pcapng).order(ByteOrder.LITTLE_ENDIAN);
        int packets = 0;
        for (int at = 0; at < pcapng.length; at += blocks.getInt(at + 4)) {
            packets += blocks.getInt(at) == 6 ? 1 : 0;
        }
        return packets;
    }

    @Test
    void aQueryMayBeAsLongAsTheLanguageAllows() {
        String begin = "label:telegram not domain:";
        String longest = begin + "a".repeat(4_096 - begin.length());
        assertEquals(2, api.get("/v1/jobs/" + knownJob + "/flows?query=" + Api.encode(longest)).body().size());
        Answer longer = api.get("/v1/jobs/" + knownJob + "/flows?query=" + Api.encode(longest + "a"));
        assertEquals(400, longer.status());
        assertEquals("/problems/invalid-query", longer.body().path("type").asText());
    }

    /// `-Dtractor.fuzz.seconds=N` goes on for that long, `-Dtractor.fuzz.seed=N` repeats a run.
    @Test
    void noRequestIsAFaultOfTheServer() throws Exception {
        long seed = Long.getLong("tractor.fuzz.seed", 6);
        Map<String, List<String>> known = Map.of("job_id", List.of(Long.toString(knownJob)), "flow", List.of("0", "1", "5"), "session", List.of("0"), "ip", List.of("192.168.1.10", "192.168.1.1"),
                "label", List.of("telegram"), "by", List.of("label", "domain", "bytes", "flows"), "with", List.of(Long.toString(knownJob)), "name", List.of("known.pcap"),
                "sort", List.of("-bytes", "flow"), "model", List.of("traffic-class"));
        // what deletes or cancels could hit what the other tests need
        ApiFuzzer fuzzer = new ApiFuzzer(stack.gateway(), api.get("/q/openapi?format=json").body(), seed, known,
                operation -> operation.startsWith("GET ") || operation.startsWith("POST ") && operation.indexOf('{') < 0, false);

        List<String> faults = fuzzer.run(Duration.ofSeconds(Long.getLong("tractor.fuzz.seconds", 15)));

        assertEquals(List.of(), faults, () -> "seed " + seed + ", after " + fuzzer.requests() + " requests:\n" + String.join("\n", faults));
    }

    // ---- beside v1

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            label:telegram and dst.port:443           | flow          | [1]
            domain:telegram.org protocol:tcp          | flow          | [1]
            packets>=6                                | -packets      | [1,2]
            src.ip:192.168.1.11/32                    | start         | [3,4,5]
            ip:192.168.1.1 and not protocol:udp       | flow          | [4]
            user_agent:tractor-test                   | flow          | [2]
            session:1                                 | flow          | [1]
            label:none                                | -bytes        | []
            """)
    void findsFlowsByQuery(String query, String sort, String flows) throws Exception {
        Answer answer = api.get("/v1/jobs/" + knownJob + "/flows?sort=" + sort + "&query=" + Api.encode(query));

        assertEquals(200, answer.status(), () -> answer.body().toString());
        assertEquals(JSON.readTree(flows), JSON.valueToTree(answer.body().findValues("flow")));
    }

    @Test
    void leadsFromPageToPageOfFlows() {
        List<String> found = new ArrayList<>();
        String next = "/jobs/" + knownJob + "/flows?sort=-start&limit=4";
        while (!next.isEmpty()) {
            Answer page = api.get(next);
            page.body().findValuesAsText("flow").forEach(found::add);
            next = page.link().replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }

        assertEquals(List.of("5", "4", "3", "2", "1", "0"), found);
    }

    // ---- ways in

    @Test
    void listsAnObjectThatAnS3ClientPut() {
        Duration quickest = JOB_LIMIT;
        for (int object = 1; object <= LISTED_OBJECTS && quickest.compareTo(LISTED_WITHIN) > 0; object++) {
            String name = "direct-" + object + ".pcap";
            captures.put(name, KnownCapture.pcap());
            long put = System.nanoTime();
            assertEquals("new", listed(name).path("status").path("state").asText());
            quickest = Collections.min(List.of(quickest, Duration.ofNanos(System.nanoTime() - put)));
            JsonNode file = Api.await("times of " + name, JOB_LIMIT, () -> api.listed(name), f -> f.path("time_end").asLong() == KnownCapture.LAST_SECOND);
            assertEquals(KnownCapture.FIRST_SECOND, file.path("time_start").asLong());
        }
        assertTrue(quickest.compareTo(LISTED_WITHIN) <= 0, quickest::toString);
    }

    private JsonNode listed(String name) {
        return Api.await("listing of " + name, JOB_LIMIT, () -> api.listed(name), file -> !file.isMissingNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space.pcap", "данные 流量.pcap", "folder/inside.pcap", "100%.pcap", "a+b&c=d.pcap"})
    void takesEveryName(String name) {
        assertEquals(201, api.upload("", name, KnownCapture.pcap()).status());

        assertFalse(api.listed(name).isMissingNode());
        long job = api.process(name);
        api.finished(job, JOB_LIMIT);
        assertEquals(KnownCapture.FLOWS, api.get("/v1/file/" + job + "/details").body().path("flows_count").asLong());
    }

    @Test
    void refusesAnExistingNameUnlessItMayReplaceIt() {
        assertEquals(201, api.upload("", "twice.pcap", KnownCapture.pcap()).status());
        Answer refused = api.upload("", "twice.pcap", new byte[10]);
        checkError(refused, 409);
        assertEquals(201, api.upload("?replace=true", "twice.pcap", KnownCapture.pcap()).status());
    }

    // ---- captures that are odd

    @Test
    void theSameCaptureTwiceGivesTwoJobsWithTheSameAnswer() {
        long again = api.process("known.pcap");
        api.finished(again, JOB_LIMIT);

        assertNotEquals(knownJob, again);
        assertEquals(statistics(api.get("/v1/file/" + knownJob + "/statistics")), statistics(api.get("/v1/file/" + again + "/statistics")));
        knownJob = again;
    }

    @Test
    void twoCapturesAtOnceDoNotMix() {
        byte[] whole = KnownCapture.pcap();
        api.upload("", "first.pcap", whole);
        api.upload("", "second.pcap", KnownCapture.pcap(2));
        long first = api.process("first.pcap");
        long second = api.process("second.pcap");
        api.finished(first, JOB_LIMIT);
        api.finished(second, JOB_LIMIT);

        assertEquals(KnownCapture.FLOWS, api.get("/v1/file/" + first + "/details").body().path("flows_count").asLong());
        assertEquals(1, api.get("/v1/file/" + second + "/details").body().path("flows_count").asLong());
    }

    @ParameterizedTest
    @CsvSource({"empty.pcap,''", "text.pcap,this is a shopping list and no capture at all", "header-only.pcap,HEADER"})
    void whatIsNoCaptureFailsAndSaysWhy(String name, String content) {
        byte[] bytes = content.equals("HEADER") ? KnownCapture.pcap(0) : content.getBytes(StandardCharsets.US_ASCII);
        assertEquals(201, api.upload("", name, bytes).status());

        JsonNode status = api.ended(api.process(name), JOB_LIMIT);
        assertEquals("failed", status.path("state").asText());
        assertFalse(status.path("message").asText().isBlank(), status.toString());
        JsonNode file = Api.await("problem of " + name, JOB_LIMIT, () -> api.listed(name), f -> f.has("problem"));
        assertEquals(0, file.path("time_start").asLong());
        assertEquals(0, file.path("time_end").asLong());
        checkError(api.get("/v1/file/" + status.path("job_id").asLong() + "/statistics"), 409);
    }

    @Test
    void aCaptureCutInTheMiddleOfAPacketCountsThePacketsBefore() {
        byte[] whole = KnownCapture.pcap();
        api.upload("", "cut.pcap", Arrays.copyOf(whole, whole.length - 3));
        long job = api.process("cut.pcap");
        api.finished(job, JOB_LIMIT);

        assertEquals(KnownCapture.FLOWS - 1, api.get("/v1/file/" + job + "/details").body().path("flows_count").asLong());
    }

    @Test
    void anOverwrittenObjectIsANewCapture() {
        api.upload("", "changing.pcap", KnownCapture.pcap());
        long old = api.process("changing.pcap");
        api.finished(old, JOB_LIMIT);
        captures.put("changing.pcap", KnownCapture.pcap(2));

        Api.await("new capture", JOB_LIMIT, () -> api.listed("changing.pcap"), f -> f.path("status").path("state").asText().equals("new"));
        assertEquals("finished", api.status(old).path("state").asText());
        assertEquals(KnownCapture.FLOWS, api.get("/v1/file/" + old + "/details").body().path("flows_count").asLong());
    }

    @Test
    void aDeletedObjectIsNotListedAndItsJobStaysReadable() {
        api.upload("", "leaving.pcap", KnownCapture.pcap());
        long job = api.process("leaving.pcap");
        api.finished(job, JOB_LIMIT);
        captures.delete("leaving.pcap");

        Api.await("removal from the list", JOB_LIMIT, () -> api.listed("leaving.pcap"), JsonNode::isMissingNode);
        assertEquals(KnownCapture.FLOWS, api.get("/v1/file/" + job + "/details").body().path("flows_count").asLong());
        checkError(api.post("/v1/files/process", "{\"file_name\":\"leaving.pcap\"}"), 404);
    }

    @ParameterizedTest
    @CsvSource({"overwritten", "deleted"})
    void aJobWhoseObjectChangesUnderItFailsAndSaysSo(String change) throws IOException {
        String name = change + ".pcap";
        captures.put(name, large());
        listed(name);
        long job = api.process(name);
        if (change.equals("overwritten")) {
            captures.put(name, KnownCapture.pcap());
        } else {
            captures.delete(name);
        }

        JsonNode status = api.ended(job, JOB_LIMIT);

        assertEquals("failed", status.path("state").asText(), status.toString());
        assertTrue(status.path("message").asText().contains(change), status.toString());
    }

    // ---- captures and jobs beside v1

    @Test
    void aCaptureComesInByPartsIsRecognisedAgainAndGoesWithEverything() throws Exception {
        byte[] capture = KnownCapture.pcap();
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(capture));
        String request = "{\"name\":\"by/parts.pcap\",\"size_bytes\":" + capture.length + ",\"replace\":true}";
        Answer begun = api.post("/v1/uploads", request);
        assumeFalse(begun.body().path("type").asText().equals("/problems/no-direct-uploads"), "this suite's object store has no address for clients");
        String etag = api.put(begun.body().at("/parts/0/url").asText(), capture);
        Answer stored = api.post("/v1/uploads/" + begun.body().path("upload_id").asText() + "/completion", "{\"parts\":[{\"part\":1,\"etag\":" + quoted(etag) + "}]}");
        assertEquals(201, stored.status(), () -> stored.body().toString());
        Api.await("its digest", JOB_LIMIT, () -> api.get("/v1/captures/by%2Fparts.pcap").body(), c -> c.path("sha256").asText().equals(sha256));
        Answer again = api.post("/v1/uploads", "{\"name\":\"by/parts-again.pcap\",\"size_bytes\":1,\"sha256\":\"" + sha256 + "\"}");
        assertEquals("/problems/same-capture", again.body().path("type").asText());

        long second = KnownCapture.FIRST_SECOND + 5;
        long job = api.startJob("{\"file_name\":\"by/parts.pcap\",\"options\":{\"time_start\":" + second + ",\"max_flows\":1000}}");
        api.finished(job, JOB_LIMIT);
        JsonNode health = api.get("/v1/jobs/" + job + "/health").body();
        assertTrue(health.path("balanced").asBoolean(), health.toString());
        assertEquals(4, health.at("/accounting/packets_in_flows").asLong(), "one datagram, two pings, one SYN");
        assertEquals(KnownCapture.PACKETS - 4, health.at("/accounting/packets_filtered").asLong());
        assertEquals(3, api.job(job).path("flows_count").asLong());
        Bucket results = new Bucket(stack, "results");
        assertFalse(results.list("jobs/" + job + "/").isEmpty());

        assertEquals(204, api.call("DELETE", "/v1/captures/by/parts.pcap", "application/json", null).status());

        assertEquals(List.of(), results.list("jobs/" + job + "/"));
        assertEquals(List.of(), captures.list("by/"));
        assertEquals("/problems/unknown-job", api.get("/v1/jobs/" + job).body().path("type").asText());
        assertTrue(api.listed("by/parts.pcap").isMissingNode());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"") + "\"";
    }

    // ---- models

    @Test
    void aSwapReachesOnlyTheJobsThatAreMadeAfterIt() throws IOException {
        ModelVariants variants = new ModelVariants(api, new Bucket(stack, "models"));
        String strict = uploadedModel(variants.strict("strict"), variants.onnx());
        byte[] large = large();
        captures.put("before.pcap", large);
        captures.put("after.pcap", large);
        listed("after.pcap");
        long before = api.process("before.pcap");
        try {
            api.activate(strict);
            long after = api.process("after.pcap");
            assertEquals("in_progress", api.status(before).path("state").asText(), "the swap comes while the first job runs");
            api.finished(before, JOB_LIMIT);
            api.finished(after, JOB_LIMIT);

            assertEquals(variants.digest(), api.job(before).at("/pins/model/digest").asText());
            assertEquals(strict, api.job(after).at("/pins/model/digest").asText());
            assertEquals(LARGE.flows(), api.job(before).path("flows_count").asLong());
            assertEquals(Map.of("unknown", LARGE.flows()), statistics(api.get("/v1/file/" + after + "/statistics")).get("traffic_class"));
            long undisturbed = api.startJob("{\"file_name\":\"before.pcap\",\"model\":\"" + variants.digest() + "\"}");
            api.finished(undisturbed, JOB_LIMIT);
            assertEquals(statistics(api.get("/v1/file/" + undisturbed + "/statistics")), statistics(api.get("/v1/file/" + before + "/statistics")));
        } finally {
            api.activate(variants.digest());
        }
    }

    @Test
    void aRelabelledJobEqualsAFreshOneOfThatModel() throws IOException {
        ModelVariants variants = new ModelVariants(api, new Bucket(stack, "models"));
        String strict = uploadedModel(variants.strict("relabelling"), variants.onnx());
        api.upload("", "again.pcap", large());
        long source = api.process("again.pcap");
        checkError(api.post("/v1/jobs", "{\"relabel\":" + source + "}"), 409);
        api.finished(source, JOB_LIMIT);
        captures.delete("again.pcap");
        Api.await("removal from the list", JOB_LIMIT, () -> api.listed("again.pcap"), JsonNode::isMissingNode);

        long relabelled = api.startJob("{\"relabel\":" + source + ",\"model\":\"relabelling\"}");
        api.finished(relabelled, JOB_LIMIT);
        captures.put("again.pcap", large());
        listed("again.pcap");
        long fresh = api.startJob("{\"file_name\":\"again.pcap\",\"model\":\"" + strict.substring(0, 12) + "\"}");
        api.finished(fresh, JOB_LIMIT);

        assertEquals(source, api.job(relabelled).path("relabel_of").asLong());
        assertEquals(source, api.job(relabelled).at("/pins/flows/job_id").asLong());
        for (String pin : List.of("/pins/model", "/pins/catalogue_digest", "/pins/engine_version", "/flows_count", "/progress/packets")) {
            assertEquals(api.job(fresh).at(pin), api.job(relabelled).at(pin), pin);
        }
        assertEquals(statistics(api.get("/v1/file/" + fresh + "/statistics?top=10000")), statistics(api.get("/v1/file/" + relabelled + "/statistics?top=10000")));
        assertEquals(flows(fresh), flows(relabelled));
    }

    @Test
    void aModelThatDoesNotFitIsRefusedWithItsReason() {
        ModelVariants variants = new ModelVariants(api, new Bucket(stack, "models"));
        Map<String, byte[]> refused = Map.of(
                "another file", variants.manifest(m -> m.put("sha256", "0".repeat(64))),
                "no-such-profile", variants.manifest(m -> m.put("profile", "no-such-profile")),
                "threshold", variants.manifest(m -> ModelVariants.set(m, "threshold", 1.5)),
                "name", variants.manifest(m -> m.put("name", "two words")));

        refused.forEach((reason, manifest) -> {
            Answer answer = api.uploadModel(manifest, variants.onnx());
            checkError(answer, 400);
            assertTrue(answer.body().path("message").asText().contains(reason), () -> answer.body().toString());
        });
        checkError(api.uploadModel(variants.strict("cut"), Arrays.copyOf(variants.onnx(), 1_000)), 400);
        checkError(api.uploadModel(new byte[(1 << 20) + 1], variants.onnx()), 413);
        checkError(api.get("/v1/models/no-such-model"), 404);
        checkError(api.call("PUT", "/v1/models/active", "application/json", "{\"model\":\"no-such-model\"}"), 404);
        checkError(api.call("DELETE", "/v1/models/active", "application/json", null), 409);
        checkError(api.post("/v1/jobs", "{\"file_name\":\"known.pcap\",\"model\":\"no-such-model\"}"), 404);
    }

    @Test
    void aModelIsDeletedFromTheBucket() {
        Bucket models = new Bucket(stack, "models");
        ModelVariants variants = new ModelVariants(api, models);
        String digest = uploadedModel(variants.strict("short-lived"), variants.onnx());
        assertEquals(List.of(digest + "/manifest.json", digest + "/model.onnx"), models.list(digest).stream().sorted().toList());

        assertEquals(204, api.call("DELETE", "/v1/models/short-lived", "application/json", null).status());

        assertEquals(List.of(), models.list(digest));
        checkError(api.get("/v1/models/" + digest), 404);
    }

    private String uploadedModel(byte[] manifest, byte[] onnx) {
        Answer answer = api.uploadModel(manifest, onnx);
        assertEquals(201, answer.status(), () -> answer.body().toString());
        assertFalse(answer.body().path("active").asBoolean());
        return answer.body().path("digest").asText();
    }

    /// Enough to be at work while a model is swapped.
    private static byte[] large() throws IOException {
        var large = new ByteArrayOutputStream();
        LargeCapture.write(LARGE, large);
        return large.toByteArray();
    }

    private Map<String, JsonNode> flows(long job) {
        Map<String, JsonNode> flows = new TreeMap<>();
        statistics(api.get("/v1/file/" + job + "/statistics")).get("labels").keySet()
                .forEach(label -> flows.put(label, api.get("/v1/file/" + job + "/flows/labels?label=" + Api.encode(label)).body()));
        return flows;
    }

    // ---- wrong questions

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET|/v1/file/999999999/status|404", "GET|/v1/file/999999999/details|404", "GET|/v1/file/999999999/statistics|404",
        "GET|/v1/file/999999999/statistics/labels?label=dns|404", "GET|/v1/file/999999999/statistics/ip?ip=1.2.3.4|404", "GET|/v1/file/999999999/flows/labels?label=dns|404",
        "GET|/v1/file/JOB/statistics/labels|400", "GET|/v1/file/JOB/statistics/labels?label=|400", "GET|/v1/file/JOB/statistics/labels?label=no-such-label|404",
        "GET|/v1/file/JOB/flows/labels|400", "GET|/v1/file/JOB/flows/labels?label=no-such-label|404",
        "GET|/v1/file/JOB/statistics/ip|400", "GET|/v1/file/JOB/statistics/ip?ip=1.2.3|400", "GET|/v1/file/JOB/statistics/ip?ip=localhost|400", "GET|/v1/file/JOB/statistics/ip?ip=8.8.4.4|404",
        "GET|/v1/file/JOB/statistics?top=0|400", "GET|/v1/file/JOB/statistics?top=many|400",
        "GET|/v1/nothing/here|404", "GET|/nothing|404", "DELETE|/v1/files/list|405", "GET|/v1/files/process|405", "PUT|/files/list|405"})
    void everyWrongQuestionIsAnsweredWithTheErrorBody(String method, String path, int status) {
        checkError(api.call(method, path.replace("JOB", "" + knownJob), "application/json", null), status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "application/json||400", "application/json|{|400", "application/json|[]|400", "application/json|{}|400", "application/json|{\"file_name\": \"\"}|400",
        "application/json|{\"file_name\": 7}|400", "application/json|{\"file_name\": null}|400", "application/json|{\"file_name\": \"../etc/passwd\"}|400",
        "application/json|{\"file_name\": \"absent.pcap\"}|404", "text/plain|known.pcap|415"})
    void everyWrongProcessBodyIsAnsweredWithTheErrorBody(String contentType, String body, int status) {
        checkError(api.call("POST", "/v1/files/process", contentType, body), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up.pcap", "a/../b.pcap", "tab\there.pcap", ""})
    void anUploadWithABadNameIsRefusedAndStoresNothing(String name) {
        List<String> before = captures.list("");

        checkError(api.upload("", name, KnownCapture.pcap()), 400);
        assertEquals(before, captures.list(""));
    }

    // ---- numbers of another tool

    static List<Path> goldenFiles() throws IOException {
        return GoldenFile.all(Path.of(System.getProperty("tractor.root")));
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void agreesWithTsharkOnRealCaptures(Path file) throws IOException {
        GoldenFile golden = GoldenFile.read(file);
        Path capture = Path.of(System.getProperty("tractor.corpus")).resolve(golden.capture());
        assumeTrue(Files.isReadable(capture), "the corpus is not here: " + golden.capture());
        String name = capture.getFileName().toString();
        assertEquals(201, api.upload("", name, Files.readAllBytes(capture)).status());
        long job = api.process(name);
        api.finished(job, JOB_LIMIT);

        JsonNode details = api.get("/v1/file/" + job + "/details").body();
        assertEquals(golden.timeStart().longValue(), details.path("time_start").asLong());
        assertEquals(golden.timeEnd().longValue(), details.path("time_end").asLong());
        assertEquals((Files.size(capture) + 999) / 1000, details.path("size").asLong());
        Set<String> expected = new TreeSet<>(golden.conversations().keySet());
        Set<String> seen = new TreeSet<>();
        statistics(api.get("/v1/file/" + job + "/statistics")).get("labels").keySet()
                .forEach(label -> api.get("/v1/file/" + job + "/flows/labels?label=" + Api.encode(label)).body().forEach(flow -> seen.addAll(sides(flow))));
        assertTrue(seen.containsAll(expected.stream().map(MainJobContract::withoutProtocol).toList()), () -> "missing conversations: " + expected);
    }

    /// The two ways in which a golden file may name this flow's conversation.
    private static List<String> sides(JsonNode flow) {
        String client = flow.path("client_ip").asText() + " " + flow.path("client_port").asText();
        String server = flow.path("server_ip").asText() + " " + flow.path("server_port").asText();
        return List.of(client + " " + server, server + " " + client);
    }

    private static String withoutProtocol(String conversation) {
        return conversation.substring(conversation.indexOf(' ') + 1);
    }

    private void checkKnownFile(JsonNode file) {
        assertEquals("known.pcap", file.path("name").asText());
        assertEquals("pcap", file.path("extension").asText());
        assertEquals(KnownCapture.FIRST_SECOND, file.path("time_start").asLong());
        assertEquals(KnownCapture.LAST_SECOND, file.path("time_end").asLong());
        assertEquals((KnownCapture.pcap().length + 999) / 1000, file.path("size").asLong());
        assertEquals(KnownCapture.FLOWS, file.path("flows_count").asLong());
        assertEquals("finished", file.path("status").path("state").asText());
        assertEquals(knownJob, file.path("status").path("job_id").asLong());
    }

    protected static void checkError(Answer answer, int status) {
        assertEquals(status, answer.status(), () -> answer.body().toString());
        assertTrue(answer.contentType().startsWith("application/json") || answer.contentType().startsWith("application/problem+json"), answer.contentType());
        assertEquals(status, answer.body().path("status").asInt());
        assertEquals(status, answer.body().path("code").asInt());
        assertFalse(answer.body().path("message").asText().isBlank());
        assertFalse(answer.body().toString().contains("Exception"), answer.body().toString());
    }

    protected static Map<String, Map<String, Long>> statistics(Answer answer) {
        assertEquals(200, answer.status(), () -> answer.body().toString());
        return items(answer.body());
    }

    private static Map<String, Map<String, Long>> items(JsonNode statistics) {
        Map<String, Map<String, Long>> items = new TreeMap<>();
        statistics.forEach(item -> {
            Map<String, Long> content = new TreeMap<>();
            item.path("content").forEach(entry -> content.put(entry.path("label").asText(), entry.path("count").asLong()));
            items.put(item.path("title").asText(), content);
        });
        return items;
    }
}

package dev.tractor.extractor;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.contracts.stored.StoredFlowsReader;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.testsupport.LargeCapture;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The service as a whole, against a registry and a store over HTTP.
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@Timeout(120)
class ServiceTest {
    private static final String ETAG = StoreServer.ETAG;

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector requests;

    @Inject
    ObjectMapper json;

    @Surroundings.Server
    RegistryServer registry;

    @Surroundings.Server
    StoreServer store;

    @BeforeEach
    void clear() {
        registry.requests().clear();
        store.requests().clear();
        registry.answerEndsWith(204);
        MemoryBroker.PRODUCER.clear();
    }

    private void wake() {
        requests.source("extraction-requests").send(new ConsumerRecord<>("extraction-requests", 0, 0, "7", new byte[] {8, 7, 16, 2}));
    }

    private String awaitRequest(String beginning) throws InterruptedException {
        while (true) {
            for (String request : registry.requests()) {
                if (request.startsWith(beginning)) {
                    return request.substring(beginning.length()).strip();
                }
            }
            Thread.sleep(10);
        }
    }

    private void put(String name, byte[] content, int attempt) {
        store.objects().put("/captures/" + name, content);
        registry.offer("""
                {"job_id": 7, "attempt": %d, "capture_name": "%s", "etag": "%s", "size_bytes": %d, "options": {}, "lease_seconds": 10, "model_digest": "m1", "profiles": ["iscx-2016"], "field_of_later": 1}
                """.formatted(attempt, name, ETAG, content.length));
    }

    @Test
    void aRequestLeadsToACompletedJob() throws Exception {
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, 10, 4, 20), capture);
        store.objects().put("/results/jobs/7/1/packets.idx", new byte[] {1});
        store.objects().put("/results/jobs/7/1/flows.zst", new byte[] {1});
        put("ж b.pcap", capture.toByteArray(), 2);

        wake();

        JsonNode completion = json.readTree(awaitRequest("POST /internal/leases/7/2/completion"));
        assertEquals(List.of("owner", "batches", "flows", "packets_in_flows", "packets", "bytes_read", "first_nanos", "last_nanos",
                "capture_info", "accounting", "health", "warnings", "engine_version", "profiles"), completion.propertyStream().map(Map.Entry::getKey).toList());
        assertEquals(1, completion.get("batches").asInt());
        assertEquals(10, completion.get("flows").asInt());
        assertEquals(40, completion.get("packets").asInt());
        assertEquals("pcap", completion.get("capture_info").get("format").asText());
        assertEquals(true, completion.get("capture_info").get("little_endian").asBoolean());
        assertEquals(40, completion.get("accounting").get("packets_in_flows").asInt());
        assertEquals(0, completion.get("health").get("packets_reordered").asInt(-1));
        String owner = json.readTree(awaitRequest("POST /internal/leases ")).get("owner").asText();
        assertEquals(owner, completion.get("owner").asText());

        assertEquals("7/2/0", MemoryBroker.PRODUCER.history().getFirst().key());
        FlowBatch published = FlowBatch.parseFrom(MemoryBroker.PRODUCER.history().getFirst().value());
        assertEquals(10, published.getFlowsCount());
        assertEquals("m1", published.getModelDigest());
        assertEquals("[\"iscx-2016\"]", completion.get("profiles").toString());
        StoredFlowsReader stored = new StoredFlowsReader(new ByteArrayInputStream(store.objects().get("/results/jobs/7/2/flows.zst")));
        assertEquals(Optional.of(published), stored.next());
        assertEquals(Optional.empty(), stored.next());
        assertArrayEquals(new byte[] {'T', 'F', 'I', 'X'}, Arrays.copyOf(store.objects().get("/results/jobs/7/2/flows.idx"), 4));
        assertTrue(store.requests().contains("GET /captures/ж b.pcap bytes=0-" + (capture.size() - 1) + " \"" + ETAG + "\""), store.requests()::toString);
        byte[] index = store.objects().get("/results/jobs/7/2/packets.idx");
        assertArrayEquals(new byte[] {'T', 'P', 'I', 'X'}, Arrays.copyOf(index, 4));
        while (store.objects().containsKey("/results/jobs/7/1/packets.idx") || store.objects().containsKey("/results/jobs/7/1/flows.zst")) {
            Thread.sleep(10);
        }
    }

    @Test
    void nothingBeginsBesideAJobThatIsTriedAgain() throws Exception {
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, 2_000, 4, 20), capture);
        put("again.pcap", capture.toByteArray(), 2);
        put("again.pcap", capture.toByteArray(), 1);

        wake();

        awaitRequest("POST /internal/leases/7/1/completion");
        List<String> order = registry.requests().stream().map(request -> request.split(" ")[0] + " " + request.split(" ")[1])
                .filter(request -> request.equals("POST /internal/leases") || request.endsWith("/completion")).limit(3).toList();
        assertEquals(List.of("POST /internal/leases", "POST /internal/leases/7/2/completion", "POST /internal/leases"), order);
    }

    @Test
    void storedFlowsArePublishedAgainForAnotherModel() throws Exception {
        ByteArrayOutputStream capture = new ByteArrayOutputStream();
        LargeCapture.write(new LargeCapture.Shape(1, 10, 4, 20), capture);
        put("first.pcap", capture.toByteArray(), 4);
        wake();
        awaitRequest("POST /internal/leases/7/4/completion");

        registry.offer("""
                {"job_id": 8, "attempt": 1, "capture_name": "gone.pcap", "etag": "e", "size_bytes": 1000, "options": {}, "lease_seconds": 10,
                 "model_digest": "m2", "profiles": ["iscx-2016"], "relabel": {"job_id": 7, "attempt": 4}}
                """);
        wake();

        JsonNode completion = json.readTree(awaitRequest("POST /internal/leases/8/1/completion"));
        assertEquals(1, completion.get("batches").asInt());
        assertEquals(10, completion.get("flows").asInt());
        assertEquals(40, completion.get("packets_in_flows").asInt());
        FlowBatch first = batch("7/4/0");
        assertEquals(first.toBuilder().setJobId(8).setAttempt(1).setModelDigest("m2").build(), batch("8/1/0"));
    }

    @Test
    void storedFlowsThatAreGoneFailTheJob() throws Exception {
        registry.offer("""
                {"job_id": 9, "attempt": 1, "capture_name": "a.pcap", "etag": "e", "size_bytes": 1000, "options": {}, "lease_seconds": 10,
                 "model_digest": "m2", "profiles": ["iscx-2016"], "relabel": {"job_id": 6, "attempt": 1}}
                """);
        wake();

        JsonNode failure = json.readTree(awaitRequest("POST /internal/leases/9/1/failure"));
        assertEquals("the stored flows of job 6 are not in the object store any more: process the capture again", failure.get("reason").asText());
    }

    private static FlowBatch batch(String key) throws IOException {
        byte[] value = MemoryBroker.PRODUCER.history().stream().filter(record -> record.key().equals(key)).findFirst().orElseThrow().value();
        return FlowBatch.parseFrom(value);
    }

    @Test
    void aFileThatIsNoCaptureIsReportedAsFailed() throws Exception {
        put("a.pcap", "no capture".getBytes(StandardCharsets.US_ASCII), 1);
        wake();
        JsonNode failure = json.readTree(awaitRequest("POST /internal/leases/7/1/failure"));
        assertTrue(failure.get("owner").asText().length() > 0);
        assertTrue(failure.get("reason").asText().length() > 0);
    }

    @Test
    void anEndThatTheRegistryRefusesIsNotRepeated() throws Exception {
        registry.answerEndsWith(409);
        put("a.pcap", "no capture".getBytes(StandardCharsets.US_ASCII), 3);
        wake();
        awaitRequest("POST /internal/leases/7/3/failure");
        Thread.sleep(300);
        assertEquals(1, registry.requests().stream().filter(r -> r.startsWith("POST /internal/leases/7/3/failure")).count());
    }

    @Test
    void itIsLiveReadyAndMeasured() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200).body(containsString("tractor_extractor_packets_total")).body(containsString("tractor_extractor_jobs_total{outcome=\"completed\"}"));
    }
}

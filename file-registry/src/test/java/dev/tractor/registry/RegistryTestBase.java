package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.ExtractionRequest;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.testsupport.http.Answer;
import dev.tractor.testsupport.http.Json;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

/// The registry, empty before each test, and what a caller of it does.
@QuarkusTestResource(RegistryEnvironment.class)
public abstract class RegistryTestBase {
    /// The model that a classifier brings.
    protected static final String BUILT_IN = "a".repeat(64);

    /// Far more than anything takes, for machines that do much else.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Inject
    protected MemoryCaptureStore store;

    @Inject
    protected MemoryModelStore modelStore;

    @Inject
    protected MemoryResultStore resultStore;

    @Inject
    protected TestClock clock;

    @Inject
    EntityManager database;

    @Inject
    @Any
    InMemoryConnector kafka;

    @BeforeEach
    void empty() {
        store.clear();
        resultStore.clear();
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery("truncate capture, job, outbox, removal, upload").executeUpdate());
        forgetModels();
        addModel(BUILT_IN, "traffic-class", "iscx-2016", true);
        kafka.sink("extraction-requests").clear();
        kafka.sink("job-events-out").clear();
    }

    protected void forgetModels() {
        modelStore.clear();
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery("truncate model").executeUpdate());
    }

    /// As a classifier adds it.
    protected void addModel(String digest, String name, String profile, boolean builtIn) {
        modelStore.put(digest);
        post("/internal/models", entry(digest, name, profile, builtIn)).statusCode(200);
    }

    protected static String entry(String digest, String name, String profile, boolean builtIn) {
        return "{\"digest\": \"%s\", \"name\": \"%s\", \"profile\": \"%s\", \"manifest\": {\"threshold\": 0.5}, \"size_bytes\": 10, \"built_in\": %s}".formatted(digest, name, profile, builtIn);
    }

    protected Json upload(String name, byte[] bytes) {
        store.put(name, bytes);
        return post("/internal/captures", "{\"name\": \"" + name + "\"}").statusCode(200).json();
    }

    protected long start(String name) {
        return post("/internal/jobs", "{\"file_name\": \"" + name + "\"}").statusCode(200).json().getLong("job_id");
    }

    protected Json job(long jobId) {
        return given().get("/internal/jobs/" + jobId).then().statusCode(200).json();
    }

    protected Json captures(String query) {
        return given().get("/internal/captures" + query).then().statusCode(200).json();
    }

    protected Json capture(String name) {
        return captures("").find("captures", "name", name);
    }

    protected Answer take(String owner) {
        return post("/internal/leases", "{\"owner\": \"" + owner + "\"}");
    }

    protected Answer heartbeat(long jobId, int attempt, String owner, long bytesRead) {
        String body = "{\"owner\": \"%s\", \"bytes_read\": %d, \"packets\": 40, \"flows\": 5, \"batches\": 1}".formatted(owner, bytesRead);
        return given().json(body).put("/internal/leases/" + jobId + "/" + attempt).then();
    }

    protected Answer complete(long jobId, int attempt, String owner) {
        return post("/internal/leases/" + jobId + "/" + attempt + "/completion", """
                {"owner": "%s", "batches": 3, "flows": 12, "packets_in_flows": 95, "packets": 100, "bytes_read": 76,
                 "first_nanos": 1111000000123456789, "last_nanos": 1222000000123456789,
                 "capture_info": {"format": "pcap"}, "accounting": {"packets_read": 100},
                 "warnings": [{"code": "truncated", "message": "the last packet breaks off", "count": 1, "first_offset": 70},
                              {"code": "clock-jump", "message": "time ran back", "count": 4, "first_offset": 24}],
                 "engine_version": "1"}""".formatted(owner));
    }

    protected Answer post(String path, String body) {
        return given().json(body).post(path).then();
    }

    /// As stats-service or classifier says it.
    protected void receive(JobEvent event) {
        kafka.<byte[]>source("job-events").send(event.toByteArray());
    }

    protected List<JobEvent> events() {
        return kafka.<byte[]>sink("job-events-out").received().stream().map(message -> {
            try {
                return JobEvent.parseFrom(message.getPayload());
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    protected List<ExtractionRequest> requests() {
        return kafka.<byte[]>sink("extraction-requests").received().stream().map(message -> {
            try {
                return ExtractionRequest.parseFrom(message.getPayload());
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    protected static void eventually(String what, BooleanSupplier condition) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}

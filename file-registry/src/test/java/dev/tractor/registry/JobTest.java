package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.Ended;
import dev.tractor.contracts.v1.Extracted;
import dev.tractor.contracts.v1.Failed;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.contracts.v1.Stored;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobTest extends RegistryTestBase {
    private static final Duration LEASE = Duration.ofSeconds(10);

    @Test
    void aJobStartsAndAsksForAnExtractor() {
        upload("a.pcap", Pcap.of(1));
        long before = Instant.now().getEpochSecond();

        Json job = job(start("a.pcap"));

        assertEquals(Map.of("bytes_read", 0, "bytes_total", 100, "packets", 0, "flows", 0, "flows_stored", 0), job.getMap("progress"));
        assertEquals("in_progress", job.getString("state"));
        assertEquals("waiting", job.getString("phase"));
        assertEquals(1, job.getInt("attempt"));
        assertEquals(List.of(), job.getList("warnings"));
        assertEquals("a.pcap", job.getString("capture.name"));
        assertEquals(true, job.getLong("started_at") >= before);
        assertEquals(Set.of("job_id", "attempt", "state", "phase", "started_at", "warnings", "findings", "progress", "pins", "capture"), job.getMap("").keySet());
        assertEquals(job.getLong("job_id"), capture("a.pcap").getLong("job.job_id"));
        assertNull(capture("a.pcap").get("job.capture"));
        eventually("request", () -> requests().size() == 1);
        assertEquals(job.getLong("job_id"), requests().getFirst().getJobId());
        assertEquals(1, requests().getFirst().getAttempt());
    }

    @Test
    void equalJobsAreOneHoweverManyAskAtOnce() throws Exception {
        upload("a.pcap", Pcap.of(1));
        List<Callable<Long>> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String options = i % 2 == 0 ? "{\"idle_timeout_s\": 30, \"max_flows\": 9}" : "{\"max_flows\":9,\"idle_timeout_s\":30.0}";
            callers.add(() -> post("/internal/jobs", "{\"file_name\": \"a.pcap\", \"options\": " + options + "}").statusCode(200).json().getLong("job_id"));
        }

        Set<Long> jobs;
        try (var pool = Executors.newFixedThreadPool(16)) {
            jobs = pool.invokeAll(callers).stream().map(JobTest::result).collect(Collectors.toSet());
        }

        assertEquals(1, jobs.size());
        assertNotEquals(jobs.iterator().next(), start("a.pcap"));
        given().post("/internal/jobs/" + jobs.iterator().next() + "/cancel").then().statusCode(200);
        long next = post("/internal/jobs", "{\"file_name\": \"a.pcap\", \"options\": {\"max_flows\": 9, \"idle_timeout_s\": 3e1}}").json().getLong("job_id");
        assertNotEquals(jobs.iterator().next(), next);
    }

    @Test
    void aLeaseIsOfTheOldestJobAndOfOneOwner() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            upload(name, Pcap.of(1));
        }
        long first = post("/internal/jobs", "{\"file_name\": \"a\", \"options\": {\"idle_timeout_s\": 5}}").json().getLong("job_id");
        Set<Long> others = Set.of(start("b"), start("c"), start("d"));

        take("x").statusCode(200).body("job_id", equalTo((int) first)).body("attempt", equalTo(1)).body("capture_name", equalTo("a"))
                .body("etag", equalTo(MemoryCaptureStore.etag(Pcap.of(1)))).body("size_bytes", equalTo(100)).body("options.idle_timeout_s", equalTo(5)).body("lease_seconds", equalTo(10));
        try (var pool = Executors.newFixedThreadPool(3)) {
            Callable<Long> taker = () -> take("y").statusCode(200).json().getLong("job_id");
            assertEquals(others, pool.invokeAll(List.of(taker, taker, taker)).stream().map(JobTest::result).collect(Collectors.toSet()));
        }
        take("z").statusCode(204);
        heartbeat(first, 1, "y", 1).statusCode(409).body("message", equalTo("job " + first + " is leased to x"));
        heartbeat(first, 2, "x", 1).statusCode(409);
        heartbeat(999, 1, "x", 1).statusCode(404);
    }

    @Test
    @Tag("long")
    void silenceRaisesTheAttemptUntilThereAreEnough() {
        upload("a.pcap", Pcap.of(1));
        long job = start("a.pcap");
        take("x").statusCode(200);
        heartbeat(job, 1, "x", 50).statusCode(200).body("batches_stored", equalTo(0));
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setStored(Stored.newBuilder().setBatches(1).setFlows(5)).build());
        eventually("stored", () -> heartbeat(job, 1, "x", 60).statusCode(200).json().getInt("batches_stored") == 1);
        assertEquals(Map.of("bytes_read", 60, "bytes_total", 100, "packets", 40, "flows", 5, "flows_stored", 5), job(job).getMap("progress"));

        clock.forward(LEASE.minusSeconds(2));
        heartbeat(job, 1, "x", 70).statusCode(200);
        clock.forward(LEASE.minusSeconds(2));
        heartbeat(job, 1, "x", 70).statusCode(200);
        clock.forward(LEASE.plusSeconds(1));
        eventually("second attempt", () -> job(job).getInt("attempt") == 2);

        assertEquals("waiting", job(job).getString("phase"));
        assertEquals(Map.of("bytes_read", 0, "bytes_total", 100, "packets", 0, "flows", 0, "flows_stored", 0), job(job).getMap("progress"));
        eventually("asked again", () -> requests().stream().anyMatch(request -> request.getAttempt() == 2));
        heartbeat(job, 1, "x", 80).statusCode(409).body("message", containsString("attempt 2"));
        complete(job, 1, "x").statusCode(409);
        for (int attempt = 2; attempt <= 3; attempt++) {
            take("y").statusCode(200).body("attempt", equalTo(attempt));
            clock.forward(LEASE.plusSeconds(1));
            int ended = attempt;
            eventually("attempt ends", () -> job(job).getInt("attempt") > ended || job(job).getString("state").equals("failed"));
        }
        assertEquals("given up after 3 attempts: each extractor fell silent, the last one was y", job(job).getString("message"));
        eventually("ended", () -> events().stream().anyMatch(JobEvent::hasEnded));
    }

    @Test
    void aCompletedJobIsStoredThenFinished() {
        upload("a.pcap", Pcap.of(1));
        long job = start("a.pcap");
        take("x").statusCode(200);
        complete(job, 1, "y").statusCode(409);

        complete(job, 1, "x").statusCode(204);
        complete(job, 1, "x").statusCode(204);

        heartbeat(job, 1, "x", 1).statusCode(409);
        Json storing = job(job);
        assertEquals("storing", storing.getString("phase"));
        assertEquals(List.of("the last packet breaks off", "time ran back (4 times)"), storing.getList("warnings"));
        assertEquals(Map.of("bytes_read", 76, "bytes_total", 100, "packets", 100, "flows", 12, "flows_stored", 0), storing.getMap("progress"));
        assertEquals(1111000000123456789L, capture("a.pcap").getLong("first_nanos"));
        assertEquals(1222000000123456789L, capture("a.pcap").getLong("last_nanos"));
        clock.forward(LEASE.multipliedBy(3));

        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setStored(Stored.newBuilder().setBatches(2).setFlows(9)).build());
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setStored(Stored.newBuilder().setBatches(1).setFlows(4)).build());
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(2).setCompleted(Completed.newBuilder().setFlows(99)).build());
        eventually("stored", () -> job(job).getInt("progress.flows_stored") == 9);
        assertEquals("in_progress", job(job).getString("state"));

        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setCompleted(Completed.newBuilder().setFlows(12)).build());
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(1).setFailed(Failed.newBuilder().setReason("too late")).build());
        eventually("finished", () -> job(job).getString("state").equals("finished"));
        Json finished = job(job);
        assertEquals("done", finished.getString("phase"));
        assertEquals(12, finished.getLong("flows"));
        assertEquals(12, finished.getLong("progress.flows_stored"));
        assertEquals(true, finished.getLong("finished_at") >= finished.getLong("started_at"));
        assertNull(finished.get("message"));
        complete(job, 1, "x").statusCode(204);
        JobEvent extracted = JobEvent.newBuilder().setJobId(job).setAttempt(1).setExtracted(Extracted.newBuilder().setBatches(3).setFlows(12).setPacketsInFlows(95)).build();
        assertEquals(List.of(extracted), events());
        assertEquals("finished", job(job).getString("state"));
    }

    @Test
    void aJobFailsByItsExtractorByStorageAndByCancelling() {
        for (String name : List.of("a", "b", "c")) {
            upload(name, Pcap.of(1));
        }
        long byExtractor = start("a");
        long byStorage = start("b");
        long cancelled = start("c");
        for (int i = 0; i < 3; i++) {
            take("x").statusCode(200);
        }
        String path = "/internal/leases/" + byExtractor + "/1/failure";
        post(path, "{\"owner\": \"y\", \"reason\": \"no\"}").statusCode(409);

        post(path, "{\"owner\": \"x\", \"reason\": \"no packet\\u0000\"}").statusCode(204);
        receive(JobEvent.newBuilder().setJobId(byStorage).setAttempt(2).setFailed(Failed.newBuilder().setReason("another attempt's")).build());
        receive(JobEvent.newBuilder().setJobId(byStorage).setAttempt(1).setFailed(Failed.newBuilder().setReason("sums do not close")).build());
        given().post("/internal/jobs/" + cancelled + "/cancel").then().statusCode(200).body("state", equalTo("failed")).body("message", equalTo("cancelled")).body("finished_at", notNullValue());

        eventually("failed", () -> job(byStorage).getString("state").equals("failed"));
        assertEquals("sums do not close", job(byStorage).getString("message"));
        assertEquals("no packet\ufffd", job(byExtractor).getString("message"));
        heartbeat(cancelled, 1, "x", 1).statusCode(409).body("message", equalTo("job " + cancelled + " has ended: cancelled"));
        given().post("/internal/jobs/" + cancelled + "/cancel").then().statusCode(409);
        eventually("told", () -> events().size() == 3);
        assertEquals(Set.of(ended(byExtractor, "no packet\ufffd"), ended(byStorage, "sums do not close"), ended(cancelled, "cancelled")), Set.copyOf(events()));
    }

    @Test
    void aJobFailsWhenItsCaptureIsOverwrittenOrDeleted() {
        upload("a", Pcap.of(1));
        upload("b", Pcap.of(1));
        long overwritten = start("a");
        long deleted = start("b");
        take("x").statusCode(200);

        store.put("a", Pcap.of(2));
        store.delete("b");

        eventually("both failed", () -> job(overwritten).getString("state").equals("failed") && job(deleted).getString("state").equals("failed"));
        assertEquals("the capture was overwritten while the job ran: process it again", job(overwritten).getString("message"));
        assertEquals("the capture was deleted while the job ran", job(deleted).getString("message"));
        heartbeat(overwritten, 1, "x", 1).statusCode(409);
        assertNotEquals(overwritten, start("a"));
        post("/internal/jobs", "{\"file_name\": \"b\"}").statusCode(404);
    }

    @Test
    void aJobStartsOnTheVersionThatTheBucketHasAndEvenWhileTheStoreIsAway() {
        upload("a", Pcap.of(1));
        store.put("a", Pcap.of(2));
        long job = start("a");
        assertEquals(MemoryCaptureStore.etag(Pcap.of(2)), job(job).getString("capture.etag"));

        store.away(true);
        assertEquals(job, start("a"));
    }

    @Test
    void aRequestThatLedToNoLeaseIsMadeAgain() {
        upload("a", Pcap.of(1));
        start("a");
        eventually("first request", () -> requests().size() == 1);

        clock.forward(Duration.ofSeconds(11));

        eventually("second request", () -> requests().size() == 2);
        assertEquals(requests().getFirst(), requests().getLast());
    }

    private static JobEvent ended(long job, String reason) {
        return JobEvent.newBuilder().setJobId(job).setAttempt(1).setEnded(Ended.newBuilder().setReason(reason)).build();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.Ended;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.testsupport.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeletionTest extends RegistryTestBase {
    @Test
    void aDeletedCaptureGoesWithItsJobsOfAllVersionsTheirResultsAndItsObject() {
        upload("dir/a.pcap", Pcap.of(1));
        long ofOldVersion = finished("dir/a.pcap", 1);
        upload("dir/a.pcap", Pcap.of(2));
        long cancelled = start("dir/a.pcap");
        delete("dir/a.pcap").statusCode(409).body("message", equalTo("job " + cancelled + " runs: cancel it or wait for its end"));
        given().post("/internal/jobs/" + cancelled + "/cancel").then().statusCode(200);

        delete("dir/a.pcap").statusCode(204);

        assertFalse(store.has("dir/a.pcap"));
        assertEquals(Set.of(ofOldVersion, cancelled), Set.copyOf(resultStore.deleted()));
        given().get("/internal/jobs/" + ofOldVersion).then().statusCode(404);
        delete("dir/a.pcap").statusCode(404);
        eventually("told", () -> endedAs("deleted").equals(Set.of(ofOldVersion, cancelled)));
        assertEquals(List.of(), captures("").getList("captures"));
    }

    @Test
    void whileTheStoreIsAwayADeletionWaitsForItAndNothingComesBack() {
        upload("a.pcap", Pcap.of(1));
        upload("b.pcap", Pcap.of(2));
        long job = finished("a.pcap", 1);
        store.away(true);
        resultStore.away(true);

        delete("a.pcap").statusCode(204);
        delete("b.pcap").statusCode(204);

        assertEquals(List.of(), captures("").getList("captures"));
        store.away(false);
        // The sweep sees the objects that are still there.
        upload("b.pcap", Pcap.of(2));
        eventually("only what was stored again", () -> captures("").getList("captures.name").equals(List.of("b.pcap")));
        resultStore.away(false);
        eventually("gone", () -> resultStore.deleted().equals(List.of(job)) && !store.has("a.pcap"));
        assertTrue(store.has("b.pcap"));
        assertEquals(List.of("b.pcap"), captures("").getList("captures.name"));
    }

    @Test
    void aJobIsDeletedAloneButNotTheFlowsOfAnother() {
        upload("a.pcap", Pcap.of(1));
        long source = finished("a.pcap", 1);
        long again = post("/internal/jobs", "{\"relabel\": " + source + "}").statusCode(200).json().getLong("job_id");
        deleteJob(again).statusCode(409);
        given().post("/internal/jobs/" + again + "/cancel").then().statusCode(200);

        deleteJob(source).statusCode(409).body("message", containsString("job " + again + ", which labels them again")).body("type", equalTo("job-needed"));
        deleteJob(again).statusCode(204);
        deleteJob(source).statusCode(204);

        deleteJob(source).statusCode(404);
        assertEquals(List.of(again, source), resultStore.deleted());
        assertEquals("a.pcap", capture("a.pcap").getString("name"));
        assertNull(capture("a.pcap").getString("job.state"));
    }

    @Test
    void theLastJobOfACaptureThatHasGoneTakesItAlong() {
        upload("a.pcap", Pcap.of(1));
        long job = finished("a.pcap", 1);
        store.delete("a.pcap");
        eventually("unlisted", () -> captures("").getList("captures").isEmpty());
        assertEquals(List.of((int) job), jobs("?capture=a.pcap"));

        delete("a.pcap").statusCode(204);

        assertEquals(List.of(), jobs("?capture=a.pcap"));
        delete("a.pcap").statusCode(404);
    }

    private List<Integer> jobs(String query) {
        return given().get("/internal/jobs" + query).then().statusCode(200).json().getList("jobs.job_id");
    }

    private long finished(String name, int attempt) {
        long job = start(name);
        take("x").statusCode(200);
        post("/internal/leases/" + job + "/" + attempt + "/completion", """
                {"owner": "x", "batches": 1, "flows": 1, "packets_in_flows": 1, "packets": 1, "bytes_read": 76, "first_nanos": 1000000000, "last_nanos": 1000000000, "profiles": ["iscx-2016"]}""")
                .statusCode(204);
        receive(JobEvent.newBuilder().setJobId(job).setAttempt(attempt).setCompleted(Completed.newBuilder().setFlows(1)).build());
        eventually("finished", () -> job(job).getString("state").equals("finished"));
        return job;
    }

    private Set<Long> endedAs(String reason) {
        Ended ended = Ended.newBuilder().setReason(reason).build();
        return events().stream().filter(event -> event.getEnded().equals(ended)).map(JobEvent::getJobId).collect(Collectors.toSet());
    }

    private static Answer delete(String name) {
        return given().queryParam("name", name).delete("/internal/captures/named").then();
    }

    private static Answer deleteJob(long jobId) {
        return given().delete("/internal/jobs/" + jobId).then();
    }
}

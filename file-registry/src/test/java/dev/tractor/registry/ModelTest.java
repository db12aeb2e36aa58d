package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.contracts.v1.Completed;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.testsupport.http.Answer;
import dev.tractor.testsupport.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelTest extends RegistryTestBase {
    private static final byte[] PCAP = Pcap.of(1, 2);
    private static final String SECOND = "b".repeat(64);
    private static final String THIRD = "c".repeat(64);
    private static final String OTHER_PROFILE = "d".repeat(64);

    @Test
    void theNewestBuiltInModelIsActiveUntilOneIsActivated() {
        addModel(SECOND, "mine", "iscx-2016", false);
        assertEquals(BUILT_IN, active());
        clock.forward(Duration.ofSeconds(5));
        addModel(THIRD, "traffic-class", "iscx-2016", true);
        assertEquals(THIRD, active());

        activate("mine").statusCode(200).body("active", is(true)).body("digest", is(SECOND));
        clock.forward(Duration.ofSeconds(5));
        addModel("e".repeat(64), "traffic-class", "iscx-2016", true);

        assertEquals(SECOND, active());
        assertEquals(4, models().getList("models").size());
        given().get("/internal/models/active").then().statusCode(200).body("name", is("mine")).body("manifest.threshold", is(0.5));
    }

    @Test
    void aNameMeansItsNewestModelAndADigestMayBeShortened() {
        addModel(SECOND, "mine", "iscx-2016", false);
        clock.forward(Duration.ofSeconds(5));
        addModel(THIRD, "mine", "iscx-2016", false);

        assertEquals(THIRD, given().get("/internal/models/mine").then().statusCode(200).json().get("digest"));
        assertEquals(SECOND, given().get("/internal/models/bbbbbbbb").then().statusCode(200).json().get("digest"));
        given().get("/internal/models/bbbbbbb").then().statusCode(404).body("message", containsString("no model is called 'bbbbbbb'"));
        activate("none").statusCode(404);
    }

    @Test
    void aModelWithoutFilesIsNotAdded() {
        post("/internal/models", entry(SECOND, "mine", "iscx-2016", false)).statusCode(409);
        post("/internal/models", entry("B" + SECOND.substring(1), "mine", "iscx-2016", false)).statusCode(400);
    }

    @Test
    void aModelIsDeletedOnlyWhenNothingNeedsIt() {
        addModel(SECOND, "mine", "iscx-2016", false);
        upload("a.pcap", PCAP);
        long job = startWith("a.pcap", "mine");

        delete("mine").statusCode(409).body("message", containsString("labels a job that runs"));
        post("/internal/jobs/" + job + "/cancel", "").statusCode(200);
        activate("mine");
        delete("mine").statusCode(409).body("message", containsString("activate another one first"));
        activate("traffic-class");
        delete("mine").statusCode(204);

        assertFalse(modelStore.holds(SECOND));
        given().get("/internal/models/mine").then().statusCode(404);
        delete("traffic-class").statusCode(409).body("message", containsString("ships with the classifier"));
    }

    @Test
    void aJobKeepsTheModelThatWasActiveWhenItWasMade() {
        addModel(SECOND, "mine", "tractor-1", false);
        upload("a.pcap", PCAP);
        long before = start("a.pcap");
        activate("mine");
        long after = start("a.pcap");

        assertNotEquals(before, after, "another model makes another job");
        assertEquals(after, start("a.pcap"), "the same model does not");
        Json first = take("x").json();
        Json second = take("x").json();
        assertEquals(BUILT_IN, first.getString("model_digest"));
        assertEquals(List.of("iscx-2016"), first.getList("profiles"));
        assertEquals(SECOND, second.getString("model_digest"));
        assertEquals(List.of("tractor-1"), second.getList("profiles"));
        assertEquals(SECOND, job(after).getString("pins.model.digest"));
        assertEquals("mine", job(after).getString("pins.model.name"));
    }

    @Test
    void aJobMadeBeforeAnyModelIsKnownWaitsForOne() {
        forgetModels();
        upload("a.pcap", PCAP);
        long job = start("a.pcap");
        take("x").statusCode(204);
        addModel(SECOND, "mine", "iscx-2016", true);

        assertEquals(job, start("a.pcap"));
        assertEquals(SECOND, take("x").statusCode(200).json().get("model_digest"));
    }

    @Test
    void aFinishedJobTellsWhatItUsed() {
        long job = finished(BUILT_IN);

        Json pins = job(job).at("pins");
        assertEquals("a.pcap", pins.getString("capture.name"));
        assertEquals(MemoryCaptureStore.etag(PCAP), pins.getString("capture.etag"));
        assertEquals("1", pins.getString("engine_version"));
        assertEquals(BUILT_IN, pins.getString("model.digest"));
        assertEquals("f00", pins.getString("catalogue_digest"));
        assertEquals("ba5e", pins.getString("geoip.digest"));
        assertEquals("GeoLite2-City 2026-11-01", pins.getString("geoip.edition"));
    }

    @Test
    void aJobThatAnotherModelLabelledFails() {
        long job = finished(SECOND);

        assertEquals("failed", job(job).getString("state"));
        assertTrue(job(job).getString("message").startsWith("it was labelled by model " + SECOND));
    }

    @Test
    void aFinishedJobIsLabelledAgainFromItsStoredFlows() {
        long source = finished(BUILT_IN);
        addModel(SECOND, "mine", "iscx-2016", false);
        store.delete("a.pcap");
        post("/internal/captures", "{\"name\": \"a.pcap\"}");

        long again = relabel(source, "mine").statusCode(200).body("relabel_of", is((int) source)).json().getLong("job_id");
        assertEquals(again, relabel(source, "mine").json().getLong("job_id"), "the same while it runs");
        Json lease = take("y").statusCode(200).json();
        assertEquals(again, lease.getLong("job_id"));
        assertEquals(source, lease.getLong("relabel.job_id"));
        assertEquals(1, lease.getInt("relabel.attempt"));
        assertEquals(SECOND, lease.getString("model_digest"));
        complete(again, "\"batches\": 3, \"flows\": 12, \"packets_in_flows\": 95", 0).statusCode(204);
        receive(completed(again, SECOND));
        eventually("the end of " + again, () -> job(again).getString("state").equals("finished"));

        assertEquals(100, job(again).getLong("progress.packets"));
        assertEquals("1", job(again).getString("pins.engine_version"));
        assertEquals(List.of("the last packet breaks off", "time ran back (4 times)"), job(again).getList("warnings"));
        relabel(again, null).statusCode(200).body("relabel_of", is((int) source)).body("pins.model.digest", is(BUILT_IN));
    }

    @Test
    void storedFlowsThatAreNotWhatTheyWereFailTheJob() {
        long source = finished(BUILT_IN);
        long again = relabel(source, null).json().getLong("job_id");
        take("y");

        complete(again, "\"batches\": 3, \"flows\": 11, \"packets_in_flows\": 95", 0).statusCode(204);

        assertEquals("failed", job(again).getString("state"));
        assertTrue(job(again).getString("message").contains("3 batches with 12 flows of 95 packets were stored, 3 with 11 flows of 95 packets were read"));
    }

    @Test
    void whatCannotBeLabelledAgainIsRefusedAndSaysWhatToDo() {
        long source = finished(BUILT_IN);
        addModel(OTHER_PROFILE, "other", "tractor-1", false);
        long running = start(upload("b.pcap", PCAP).getString("name"));

        relabel(source, "other").statusCode(409)
                .body("message", is("model other takes vectors of profile tractor-1, job " + source + " has stored iscx-2016: process the capture again with that model"));
        relabel(running, null).statusCode(409).body("message", containsString("has not finished"));
        relabel(999, null).statusCode(404);
        relabel(source, "none").statusCode(404);
        post("/internal/jobs", "{\"relabel\": " + source + ", \"file_name\": \"a.pcap\"}").statusCode(400);
        take("x").body("$", not(hasKey("relabel")));
    }

    /// A job of a.pcap that an extractor and the store have done their part for.
    private long finished(String labelledBy) {
        upload("a.pcap", PCAP);
        long job = start("a.pcap");
        take("y");
        complete(job, "\"batches\": 3, \"flows\": 12, \"packets_in_flows\": 95, \"profiles\": [\"iscx-2016\"]", 100).statusCode(204);
        receive(completed(job, labelledBy));
        eventually("the end of " + job, () -> !job(job).getString("state").equals("in_progress"));
        return job;
    }

    private Answer complete(long job, String counts, int packets) {
        return post("/internal/leases/" + job + "/1/completion", """
                {"owner": "y", %s, "packets": %d, "bytes_read": 76, "first_nanos": 1111000000123456789, "last_nanos": 1222000000123456789,
                 "warnings": [{"code": "truncated", "message": "the last packet breaks off", "count": 1, "first_offset": 70},
                              {"code": "clock-jump", "message": "time ran back", "count": 4, "first_offset": 24}],
                 "engine_version": "1"}""".formatted(counts, packets));
    }

    private static JobEvent completed(long job, String model) {
        return JobEvent.newBuilder().setJobId(job).setAttempt(1).setCompleted(Completed.newBuilder()
                .setFlows(12).setModelDigest(model).setCatalogueDigest("f00").setGeoipDigest("ba5e").setGeoipEdition("GeoLite2-City 2026-11-01")).build();
    }

    private long startWith(String name, String model) {
        return post("/internal/jobs", "{\"file_name\": \"" + name + "\", \"model\": \"" + model + "\"}").statusCode(200).json().getLong("job_id");
    }

    private Answer relabel(long job, String model) {
        return post("/internal/jobs", "{\"relabel\": " + job + (model == null ? "" : ", \"model\": \"" + model + "\"") + "}");
    }

    private Answer activate(String model) {
        clock.forward(Duration.ofSeconds(1));
        return given().json("{\"model\": \"" + model + "\"}").put("/internal/models/active").then();
    }

    private static Answer delete(String model) {
        return given().delete("/internal/models/" + model).then();
    }

    private static Json models() {
        return given().get("/internal/models").then().statusCode(200).json();
    }

    private static String active() {
        return models().find("models", "active", true).getString("digest");
    }
}

package dev.tractor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.testsupport.LargeCapture;
import java.io.BufferedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Any process may be killed in the middle of a job: the job finishes without a hand, and its rows are those of an undisturbed run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Stack.OWN)
class KillIT {
    private static final LargeCapture.Shape SHAPE = new LargeCapture.Shape(1, 60_000, 4, 100);
    private static final Duration JOB_LIMIT = Duration.ofMinutes(5);
    private static final String NAME = "large.pcap";

    private final Random random = new Random();
    private EmbeddedStack stack;
    private Api api;
    private long undisturbedJob;
    private JsonNode undisturbed;
    private Map<String, JsonNode> undisturbedFlows;

    @BeforeAll
    void runUndisturbed(@TempDir Path folder) throws Exception {
        // A short leash keeps extraction, labelling and storing in step, so that a kill meets all of them at work.
        stack = EmbeddedStack.start("kill", Map.of("TRACTOR_EXTRACTOR_MAX_BATCHES_AHEAD", "16", "TRACTOR_EXTRACTOR_HEARTBEAT_EVERY", "200ms"));
        api = new Api(stack.gateway());
        Path file = folder.resolve(NAME);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            LargeCapture.write(SHAPE, out);
        }
        new Bucket(stack, "captures").put(NAME, file);
        Api.await("listing", JOB_LIMIT, () -> api.listed(NAME), f -> !f.isMissingNode());
        long job = api.process(NAME);
        undisturbedJob = job;
        api.finished(job, JOB_LIMIT);
        undisturbed = api.get("/v1/file/" + job + "/statistics?top=10000").body();
        undisturbedFlows = flowsByLabel(job);
        assertEquals(SHAPE.flows(), api.get("/v1/file/" + job + "/details").body().path("flows_count").asLong());
        assertEquals(SHAPE.flows(), undisturbedFlows.values().stream().mapToLong(JsonNode::size).sum());
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow-extractor", "classifier", "stats-service", "file-registry", "kafka", "postgres"})
    void aKilledProcessLosesNothingAndDoublesNothing(String component) {
        double moment = 0.2 + 0.6 * random.nextDouble();
        Api.await("an answer", JOB_LIMIT, () -> api.get("/v1/files/list"), answer -> answer.status() == 200);
        long job = api.process(NAME);
        Api.await("progress of " + moment, JOB_LIMIT, () -> stored(job), stored -> stored >= moment);
        stack.kill9(component);

        checkUndisturbed(job, component + " killed at " + moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow-extractor", "classifier"})
    void flowsThatAreLabelledAgainSurviveAKillToo(String component) {
        double moment = 0.2 + 0.6 * random.nextDouble();
        Api.await("an answer", JOB_LIMIT, () -> api.get("/v1/files/list"), answer -> answer.status() == 200);
        long job = api.startJob("{\"relabel\":" + undisturbedJob + "}");
        Api.await("progress of " + moment, JOB_LIMIT, () -> stored(job), stored -> stored >= moment);
        stack.kill9(component);

        checkUndisturbed(job, "labelled again, " + component + " killed at " + moment);
    }

    private void checkUndisturbed(long job, String when) {
        api.finished(job, JOB_LIMIT);
        assertEquals(SHAPE.flows(), api.get("/v1/file/" + job + "/details").body().path("flows_count").asLong(), when);
        assertEquals(undisturbed, api.get("/v1/file/" + job + "/statistics?top=10000").body(), when);
        assertTrue(undisturbedFlows.equals(flowsByLabel(job)), when + ": the rows differ");
    }

    private Map<String, JsonNode> flowsByLabel(long job) {
        Map<String, JsonNode> flows = new TreeMap<>();
        for (String label : MainJobContract.statistics(api.get("/v1/file/" + job + "/statistics")).get("labels").keySet()) {
            flows.put(label, api.get("/v1/file/" + job + "/flows/labels?label=" + Api.encode(label)).body());
        }
        return flows;
    }

    /// The share of the flows that is stored, 0 to 1; 0 also while nobody can tell.
    private double stored(long job) {
        Answer status = api.get("/v1/file/" + job + "/status");
        return status.status() == 200 ? status.body().path("progress").path("flows_stored").asDouble() / SHAPE.flows() : 0;
    }
}

package dev.tractor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The model that ships, its report and its page belong together, and the report holds what the model has to.
class ShippedModelTest {
    private static final Path FOLDER = Path.of(System.getProperty("tractor.root"), "docs/reference/models/traffic-class");
    private static final OnnxModel MODEL = OnnxModel.builtIn(Labellers.TRAFFIC_CLASS_MODEL);

    /// Macro F1 at least, on block and on shuffled folds.
    private static final Map<String, List<Double>> LEAST_F1 = Map.of("vpn", List.of(0.86, 0.92), "class7", List.of(0.77, 0.87), "class14", List.of(0.69, 0.83));
    private static final double GREATEST_CALIBRATION_ERROR = 0.05;
    private static final double LEAST_UNKNOWN_OF_A_CLASS_HELD_OUT = 0.6;
    private static final double LEAST_VECTORS_PER_SECOND = 20_000;

    private static final int BATCH = 1_024;
    private static final int BATCHES = 10;
    private static final int ROUNDS = 3;

    private static JsonNode report;
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        report = new JsonMapper().readTree(FOLDER.resolve("report.json").toFile());
        page = Files.readString(FOLDER.resolve("README.md"));
    }

    @AfterAll
    static void close() {
        MODEL.close();
    }

    @Test
    void theReportIsThatOfTheModel() {
        ModelManifest manifest = MODEL.manifest();

        assertEquals(manifest.sha256(), report.path("onnx_sha256").asText());
        assertEquals(manifest.command(), report.path("command").asText());
        assertEquals(manifest.data().sha256(), report.at("/sources/0/sha256").asText());
        assertEquals(manifest.minFamiliarity(), report.path("min_familiarity").floatValue());
        assertEquals(manifest.tasks().stream().collect(Collectors.toMap(ModelManifest.Task::name, ModelManifest.Task::threshold)),
                tasks().collect(Collectors.toMap(task -> task.path("name").asText(), task -> task.at("/block_folds/threshold").floatValue())));
    }

    @Test
    void theReportHoldsWhatTheModelHasTo() {
        assertEquals(LEAST_F1.keySet(), tasks().map(task -> task.path("name").asText()).collect(Collectors.toSet()));
        tasks().forEach(task -> {
            List<Double> least = LEAST_F1.get(task.path("name").asText());
            assertTrue(task.at("/block_folds/macro_f1").asDouble() >= least.get(0), task::toString);
            assertTrue(task.at("/shuffled_folds/macro_f1").asDouble() >= least.get(1), task::toString);
            assertTrue(task.at("/block_folds/calibration_error").asDouble() <= GREATEST_CALIBRATION_ERROR, task::toString);
        });
        assertEquals(MODEL.manifest().labels(), heldOut().map(outcome -> outcome.path("label").asText()).toList());
        heldOut().forEach(outcome -> assertTrue(outcome.path("unknown").asDouble() >= LEAST_UNKNOWN_OF_A_CLASS_HELD_OUT, outcome::toString));
        assertTrue(report.path("greatest_difference").asDouble() <= 1e-6);
    }

    @Test
    void thePageSaysWhatTheReportSays() {
        assertTrue(page.contains(report.path("onnx_sha256").asText()) && page.contains("./" + report.path("command").asText()), "the page is of another model");
        tasks().forEach(task -> {
            String figures = row(task.path("block_folds"), task.path("shuffled_folds"));
            String name = "| `" + task.path("name").asText() + "`";
            assertTrue(page.lines().anyMatch(line -> line.startsWith(name) && line.endsWith(figures)), () -> "the page has no row " + name + " … " + figures);
        });
        String unknown = heldOut().map(outcome -> String.format(Locale.ROOT, "%s %.1f%%", outcome.path("label").asText(), 100 * outcome.path("unknown").asDouble())).collect(Collectors.joining(" · "));
        assertTrue(page.contains(unknown), () -> "the page does not say " + unknown);
    }

    /// In CPU time, the best of some rounds: the machine may be busy.
    @Test
    void aCoreAnswersManyVectorsPerSecond() {
        List<float[]> vectors = Stream.generate(() -> middleOfTheSeenRange(MODEL.manifest())).limit(BATCH).toList();
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                MODEL.answers(vectors);
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - begin);
        }

        double perSecond = 1e9 * BATCH * BATCHES / least;
        assertTrue(perSecond >= LEAST_VECTORS_PER_SECOND, () -> perSecond + " vectors per CPU second");
    }

    private static float[] middleOfTheSeenRange(ModelManifest manifest) {
        float[] vector = new float[manifest.features().size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (manifest.features().get(i).min() + manifest.features().get(i).max()) / 2;
        }
        return vector;
    }

    private static String row(JsonNode block, JsonNode shuffled) {
        return String.format(Locale.ROOT, " | %.3f / %.3f | %.3f / %.3f | %.3f | %.2f | %.1f%% | %.1f%% |", block.path("accuracy").asDouble(), block.path("macro_f1").asDouble(),
                shuffled.path("accuracy").asDouble(), shuffled.path("macro_f1").asDouble(), block.path("calibration_error").asDouble(), block.path("threshold").asDouble(),
                100 * block.path("coverage").asDouble(), 100 * block.path("precision").asDouble());
    }

    private static Stream<JsonNode> tasks() {
        return report.path("tasks").valueStream();
    }

    private static Stream<JsonNode> heldOut() {
        return report.path("held_out").valueStream();
    }
}

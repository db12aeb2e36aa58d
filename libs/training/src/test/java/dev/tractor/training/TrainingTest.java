package dev.tractor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    /// A quotient and a difference of these are derived, so that the export has all of its operators.
    private static final FeatureProfile PROFILE = new FeatureProfile("two-numbers", "", List.of(new Feature("total_fiat", "us", ""), new Feature("duration", "us", "")));

    @TempDir
    private static Path folder;
    private static TrainedModel model;
    private static DataSet data;
    private static final List<String> STEPS = new ArrayList<>();

    @BeforeAll
    static void train() throws IOException {
        data = read(squares(600, 1));
        model = Training.run(data, options(7), STEPS::add);
        model.write(folder.resolve("a"));
    }

    @Test
    void theExportedModelAnswersAsTheTrainerAndKnowsItsTasks() {
        assertTrue(model.report().greatestDifference() <= 1e-6, () -> "difference " + model.report().greatestDifference());
        try (OnnxModel onnx = OnnxModel.load(folder.resolve("a"))) {
            ModelManifest manifest = onnx.manifest();
            OnnxModel.Answers answers = onnx.answers(List.of(new float[] {0.5f, 0.5f}, new float[] {1.5f, 1.5f}, new float[] {Float.NaN, 0.5f}, new float[] {0.5f, 9f}));

            assertEquals(List.of("class14", "class7", "vpn"), manifest.tasks().stream().map(ModelManifest.Task::name).toList());
            assertEquals("class7", manifest.task());
            assertEquals(List.of("chat", "file-transfer", "mail"), manifest.labels());
            assertEquals(List.of("vpn-file-transfer", "file-transfer", "vpn"), manifest.classes().get("VPN-FT"));
            assertEquals("a command", manifest.command());
            assertEquals(600, manifest.data().rows());
            float[][] kinds = answers.probabilities().get("class7");
            assertTrue(kinds[0][0] > 0.9, () -> "chat " + kinds[0][0]);
            assertTrue(kinds[1][1] > 0.9, () -> "file transfer " + kinds[1][1]);
            assertTrue(kinds[2][2] > 0.9, () -> "mail, whose total is missing, " + kinds[2][2]);
            float[] finest = answers.probabilities().get("class14")[1];
            assertEquals(finest[2], answers.probabilities().get("vpn")[1][1], 1e-6);
            assertEquals(false, answers.known()[3], "a duration that was never seen");
        }
    }

    @Test
    void theSameDataAndSeedGiveTheSameFiles() throws IOException {
        Training.run(read(squares(600, 1)), options(7), _ -> {}).write(folder.resolve("b"));

        for (String file : List.of(OnnxModel.MODEL_FILE, OnnxModel.MANIFEST_FILE, TrainedModel.REPORT_JSON, TrainedModel.REPORT_HTML)) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("a").resolve(file)), Files.readAllBytes(folder.resolve("b").resolve(file)), file);
        }
    }

    @Test
    void theReportComparesThreeLearnersWithTheMajorityGuess() {
        TrainingReport report = model.report();

        assertEquals(List.of("logistic regression", "logistic regression", "nearest neighbours", "nearest neighbours", "boosted trees", "boosted trees"),
                report.comparison().stream().map(TrainingReport.LearnerFigures::learner).toList());
        assertEquals(1, report.comparison().stream().filter(TrainingReport.LearnerFigures::exported).count());
        assertEquals(1.0 / 3, report.mainTask().blockFolds().majorityAccuracy(), 1e-9);
        assertTrue(report.mainTask().blockFolds().macroF1() > 0.95, () -> "macro F1 " + report.mainTask().blockFolds().macroF1());
        assertTrue(report.mainTask().blockFolds().calibrationError() < 0.05);
        assertEquals(List.of("chat", "file-transfer", "mail"), report.heldOut().stream().map(Rejection.Outcome::label).toList());
        report.heldOut().forEach(outcome -> assertTrue(outcome.unknown() >= Rejection.WANTED_UNKNOWN, outcome::toString));
        assertEquals("[1/64] logistic regression, l2 1.0E-4: block folds, 1 of 5", STEPS.getFirst());
        assertEquals("[64/64] training on all 600 rows", STEPS.getLast());
    }

    @Test
    void thePageHasThePlotsOfEachTaskAndKindOfFolds() throws IOException {
        String page = Files.readString(folder.resolve("a").resolve(TrainedModel.REPORT_HTML));

        for (String plot : List.of("Confusion", "Precision and recall by class", "Calibration", "Coverage and precision by threshold")) {
            for (String folds : List.of("block folds", "shuffled folds")) {
                assertEquals(3, page.split("<h3>" + plot + ", " + folds + "</h3><svg", -1).length - 1, plot + ", " + folds);
            }
        }
    }

    @Test
    void anEvaluationOfOtherRowsNamesWhatTheModelDoesNotKnow() throws IOException {
        List<String> rows = new ArrayList<>(squares(300, 2));
        rows.add("0.5,9,CHAT");
        rows.add("0.5,9,GAMING");
        EvaluationReport report;
        try (OnnxModel onnx = OnnxModel.load(folder.resolve("a"))) {
            report = ModelEvaluation.run(onnx, read(rows), "a command");
        }
        report.write(folder.resolve("evaluation"));

        assertEquals(List.of(301, 301, 301), report.tasks().stream().map(EvaluationReport.TaskReport::rows).toList());
        assertEquals(List.of(new EvaluationReport.Foreign("GAMING", 1, 1)), report.foreign());
        assertTrue(report.unlikeTraining() >= 2);
        assertTrue(report.tasks().getFirst().figures().accuracy() > 0.95);
        assertTrue(Files.readString(folder.resolve("evaluation").resolve("report.html")).contains("GAMING"));
    }

    @Test
    void labelsOfAnotherKindAreOneTask() throws IOException {
        List<String> rows = squares(300, 3).stream().map(row -> row.replace("VPN-FT", "a<b")).toList();
        TrainedModel plain = Training.run(read(rows), options(1), _ -> {});

        assertEquals(List.of(new ModelManifest.Task("label", List.of("CHAT", "MAIL", "a<b"), plain.manifest().threshold())), plain.manifest().tasks());
        plain.write(folder.resolve("plain"));
        String html = Files.readString(folder.resolve("plain").resolve("report.html"));
        assertTrue(html.contains("a&lt;b") && !html.contains("a<b"));
        assertTrue(!html.contains("src=") && !html.contains("href="), "the report needs nothing from elsewhere");
    }

    @Test
    void aTaskInWhichAllRowsAreOfOneClassIsLeftOut() throws IOException {
        List<String> rows = squares(150, 4).stream().map(row -> row.replace("VPN-FT", "FT")).toList();

        TrainedModel kinds = Training.run(read(rows), options(1), _ -> {});

        assertEquals(List.of("class14", "class7"), kinds.manifest().tasks().stream().map(ModelManifest.Task::name).toList());
        assertEquals(List.of("file-transfer", "file-transfer"), kinds.manifest().classes().get("FT"));
    }

    @Test
    void oneClassOrTooFewRowsAreRefused() throws IOException {
        DataSet same = read(List.of("1,1,CHAT", "2,2,CHAT"));
        DataSet twins = read(List.of("1,1,CHAT", "1,1,MAIL"));

        assertEquals("task 'class14': the data have 1 class, 'chat'; at least 2 are needed", assertThrows(TrainingException.class, () -> Training.run(same, options(1), _ -> {})).getMessage());
        DataSet unknown = read(List.of("1,1,unknown", "2,2,MAIL"));
        assertEquals("task 'label': no class may be named 'unknown', which is the answer for what no class fits",
                assertThrows(TrainingException.class, () -> Training.run(unknown, options(1), _ -> {})).getMessage());
        assertEquals("too few different rows: without the duplicates of a fold's test rows nothing is left to train on",
                assertThrows(TrainingException.class, () -> Training.run(twins, options(1), _ -> {})).getMessage());
    }

    static Training.Options options(long seed) {
        return new Training.Options("squares", null, null, 0.9, Split.BLOCKS, seed, "a command");
    }

    /// Chat lies in the lower left square, file transfer through a VPN in the upper right, and mail has no total.
    static List<String> squares(int rows, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            lines.add(switch (i % 3) {
                case 0 -> String.format(Locale.ROOT, "%.6f,%.6f,CHAT", x, y);
                case 1 -> String.format(Locale.ROOT, "%.6f,%.6f,VPN-FT", x + 1, y + 1);
                default -> String.format(Locale.ROOT, ",%.6f,MAIL", y);
            });
        }
        return lines;
    }

    static DataSet read(List<String> rows) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "total_fiat,duration,label\n" + String.join("\n", rows) + "\n");
        DataSet.Builder builder = new DataSet.Builder(PROFILE);
        builder.add(CsvTable.read(file), null);
        return builder.build();
    }
}

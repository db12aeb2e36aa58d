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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
    private static final FeatureProfile PROFILE = new FeatureProfile("two-numbers", "", List.of(new Feature("x", "1", ""), new Feature("y", "1", "")));

    @TempDir
    private Path folder;

    @Test
    void theExportedModelAnswersAsTheTrainerAndTheSameSeedGivesTheSameFiles() throws IOException {
        Path data = write(squares(600));

        TrainingReport report = Training.run(options(data, "a", 7), _ -> {});
        Training.run(options(data, "b", 7), _ -> {});

        assertTrue(report.greatestDifference() <= 1e-6);
        assertTrue(report.blockFolds().accuracy() > 0.9, () -> "accuracy " + report.blockFolds().accuracy());
        for (String file : List.of(OnnxModel.MODEL_FILE, OnnxModel.MANIFEST_FILE, Training.REPORT_FILE)) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("a").resolve(file)), Files.readAllBytes(folder.resolve("b").resolve(file)), file);
        }
        try (OnnxModel model = OnnxModel.load(folder.resolve("a"))) {
            ModelManifest manifest = model.manifest();
            assertEquals(List.of("chat", "file-transfer", "mail"), manifest.labels());
            assertEquals("tractor train --data data.csv --profile two-numbers --task class7 --name squares --seed 7 --out squares", manifest.command());
            assertEquals(600, manifest.data().rows());
            float[] chat = model.probabilities(List.of(new float[] {0.5f, 0.5f}))[0];
            assertTrue(chat[0] > 0.9, () -> "chat " + chat[0]);
            float[] missing = model.probabilities(List.of(new float[] {Float.NaN, 0.5f}))[0];
            assertTrue(missing[2] > 0.9, () -> "mail, whose x is missing, " + missing[2]);
        }
    }

    @Test
    void blockFoldsCutEachClassInFileOrderAndKeepDuplicatesOutOfTraining() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(i + ",0,CHAT");
        }
        for (int i = 0; i < 5; i++) {
            rows.add("0," + i + ",MAIL");
        }
        DataSet data = DataSet.read(write(rows), PROFILE);

        List<Fold> folds = Fold.blocks(data);

        assertArrayEquals(new int[] {0, 1, 10}, folds.get(0).test());
        assertArrayEquals(new int[] {8, 9, 14}, folds.get(4).test());
        // Rows 0 and 10 are both the vector (0, 0), tested in fold 0 together.
        assertArrayEquals(new int[] {2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14}, folds.get(0).training());
        DataSet twins = DataSet.read(write(List.of("1,1,CHAT", "2,2,CHAT", "3,3,CHAT", "4,4,CHAT", "1,1,CHAT")), PROFILE);
        assertArrayEquals(new int[] {1, 2, 3}, Fold.blocks(twins).get(0).training());
    }

    @Test
    void figuresAreThoseOfTheDefinitions() {
        // chat: 2 rows, 1 right; mail: 2 rows, both right.
        Evaluation evaluation = new Evaluation(List.of("chat", "mail"), new int[] {0, 0, 1, 1}, new float[][] {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.2f, 0.8f}, {0.3f, 0.7f}});

        assertEquals(0.75, evaluation.accuracy());
        assertEquals((2.0 / 3 + 0.8) / 2, evaluation.macroF1(), 1e-12);
        assertArrayEquals(new int[][] {{1, 1}, {0, 2}}, evaluation.confusion());
        assertEquals(new Evaluation.Operating(0.7f, 0.75, 1), evaluation.at(0.7f));
    }

    @Test
    void badDataIsRefusedWithItsLine() throws IOException {
        assertEquals(folder.resolve("data.csv") + " line 3, column 2: 'zwei' is no number", refusal(List.of("1,1,CHAT", "2,zwei,CHAT")));
        assertEquals(folder.resolve("data.csv") + " line 2: 2 cells instead of 3", refusal(List.of("1,CHAT")));
        assertEquals(
                folder.resolve("data.csv") + " line 2: class 'TALK' is none of [BROWSING, CHAT, FT, MAIL, P2P, STREAMING, VOIP], each also with VPN-",
                refusal(List.of("1,1,TALK")));
        Path other = Files.writeString(folder.resolve("other.csv"), "y,x,class14\n");
        TrainingException header = assertThrows(TrainingException.class, () -> Training.run(options(other, "c", 1), _ -> {}));
        assertEquals(other + ": the header is not that of profile two-numbers: expected x,y,class14", header.getMessage());
    }

    @Test
    void tasksNameTheirClasses() {
        assertEquals("file-transfer", TrainingTask.CLASS7.target("VPN-FT"));
        assertEquals("vpn", TrainingTask.VPN.target("VPN-FT"));
        assertEquals("non-vpn", TrainingTask.VPN.target("P2P"));
        assertEquals("vpn-browsing", TrainingTask.CLASS14.target("VPN-BROWSING"));
        assertEquals(TrainingTask.CLASS14, TrainingTask.ofId("class14"));
        assertThrows(IllegalArgumentException.class, () -> TrainingTask.ofId("CLASS14"));
    }

    private String refusal(List<String> rows) throws IOException {
        Path data = write(rows);
        return assertThrows(TrainingException.class, () -> Training.run(options(data, "c", 1), _ -> {})).getMessage();
    }

    /// Chat lies in the lower left square, file transfer in the upper right, and mail has no x.
    private static List<String> squares(int rows) {
        Random random = new Random(1);
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

    private Path write(List<String> rows) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), "x,y,class14\n" + String.join("\n", rows) + "\n");
    }

    private Training.Options options(Path data, String out, long seed) {
        return new Training.Options("squares", data, PROFILE, TrainingTask.CLASS7, folder.resolve(out), seed);
    }
}

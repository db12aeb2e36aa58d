package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Trains, evaluates, exports and checks one model. The same data, task and seed give the same files.
public final class Training {
    /// The report's name beside the model.
    public static final String REPORT_FILE = "report.json";

    private static final List<Integer> TCP_AND_UDP = List.of(6, 17);
    private static final double MAX_PROBABILITY_DIFFERENCE = 1e-6;
    private static final double WANTED_PRECISION = 0.9;
    private static final int FIRST_THRESHOLD_PERCENT = 50;
    private static final int LAST_THRESHOLD_PERCENT = 95;
    private static final int THRESHOLD_STEP_PERCENT = 5;

    private final Options options;
    private final Consumer<String> progress;
    private final DataSet data;
    private final List<String> labels;
    private final int[] targets;

    /// @param name the model's name in its manifest
    /// @param data CSV as [DataSet] describes it
    /// @param profile of the vectors
    /// @param task what to learn
    /// @param out folder for `model.onnx`, `manifest.json`, `report.json`; made when missing
    /// @param seed of shuffling and sampling
    public record Options(String name, Path data, FeatureProfile profile, TrainingTask task, Path out, long seed) {
        /// What makes the same model again from a file of that name; the folders are left out.
        String command() {
            return "tractor train --data " + data.getFileName() + " --profile " + profile.name() + " --task " + task.id() + " --name " + name + " --seed " + seed + " --out " + name;
        }
    }

    private Training(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.data = DataSet.read(options.data(), options.profile());
        List<String> classOfRow = new ArrayList<>();
        for (int row = 0; row < data.rows(); row++) {
            try {
                classOfRow.add(options.task().target(data.classes().get(row)));
            } catch (IllegalArgumentException e) {
                throw new TrainingException(options.data() + " line " + (row + 2) + ": " + e.getMessage(), e);
            }
        }
        this.labels = classOfRow.stream().distinct().sorted().toList();
        this.targets = classOfRow.stream().mapToInt(labels::indexOf).toArray();
        if (labels.size() < 2) {
            throw new TrainingException(options.data() + ": has rows of " + labels.size() + " class, at least 2 are needed");
        }
    }

    /// @param progress takes a line per step
    /// @throws TrainingException when the data do not fit, the export differs from the trainer, or nothing can be written
    public static TrainingReport run(Options options, Consumer<String> progress) {
        return new Training(options, progress).run();
    }

    private TrainingReport run() {
        Evaluation blocks = evaluate("block folds", Fold.blocks(data));
        Evaluation shuffled = evaluate("shuffled folds", Fold.shuffled(data, options.seed()));
        List<Evaluation.Operating> operating = IntStream.iterate(FIRST_THRESHOLD_PERCENT, percent -> percent <= LAST_THRESHOLD_PERCENT, percent -> percent + THRESHOLD_STEP_PERCENT)
                .mapToObj(percent -> blocks.at(percent / 100f)).toList();
        float threshold = operating.stream().filter(point -> point.precision() >= WANTED_PRECISION).findFirst().orElse(operating.getLast()).threshold();

        progress.accept("training on all " + data.rows() + " rows");
        try (BoostedTrees trees = train(IntStream.range(0, data.rows()).toArray())) {
            byte[] onnx = OnnxExport.export(trees, options.profile(), labels);
            ModelManifest manifest = manifest(onnx, threshold);
            double difference = verify(trees, manifest, onnx);
            TrainingReport report = TrainingReport.of(manifest, onnx.length, difference, WANTED_PRECISION, operating, blocks, shuffled);
            write(onnx, manifest, report);
            return report;
        }
    }

    private Evaluation evaluate(String what, List<Fold> folds) {
        float[][] probabilities = new float[data.rows()][];
        for (int k = 0; k < folds.size(); k++) {
            progress.accept(what + ", " + (k + 1) + " of " + folds.size());
            Fold fold = folds.get(k);
            try (BoostedTrees trees = train(fold.training())) {
                float[][] part = trees.probabilities(data.vectors(fold.test()));
                for (int i = 0; i < part.length; i++) {
                    probabilities[fold.test()[i]] = part[i];
                }
            }
        }
        return new Evaluation(labels, targets, probabilities);
    }

    private BoostedTrees train(int[] rows) {
        return BoostedTrees.train(data.vectors(rows), IntStream.of(rows).map(row -> targets[row]).toArray(), labels.size(), options.seed());
    }

    private ModelManifest manifest(byte[] onnx, float threshold) {
        List<ModelManifest.Input> inputs = IntStream.range(0, options.profile().size()).mapToObj(this::input).toList();
        return new ModelManifest(
                options.name(), options.profile().name(), options.task().id(), inputs, labels, threshold, TCP_AND_UDP, sha256(onnx),
                new ModelManifest.TrainingData(data.file(), data.sha256(), data.rows()), options.command(), libraries());
    }

    private static Map<String, String> libraries() {
        Properties versions = new Properties();
        try (InputStream in = Training.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("versions.properties is part of the program", e);
        }
        return versions.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, versions::getProperty));
    }

    private ModelManifest.Input input(int feature) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float[] vector : data.vectors()) {
            if (!Float.isNaN(vector[feature])) {
                min = Math.min(min, vector[feature]);
                max = Math.max(max, vector[feature]);
            }
        }
        return new ModelManifest.Input(options.profile().features().get(feature).name(), min, max);
    }

    /// @return the greatest difference between the trainer's probabilities and those of ONNX Runtime, over all rows
    private double verify(BoostedTrees trees, ModelManifest manifest, byte[] onnx) {
        float[][] expected = trees.probabilities(data.vectors());
        double greatest = 0;
        try (OnnxModel model = OnnxModel.of(manifest.toJson(), onnx)) {
            float[][] actual = model.probabilities(data.vectors());
            for (int row = 0; row < expected.length; row++) {
                if (Evaluation.best(expected[row]) != Evaluation.best(actual[row])) {
                    throw new TrainingException("row " + (row + 1) + ": the exported model gives another class than the trainer");
                }
                for (int label = 0; label < labels.size(); label++) {
                    greatest = Math.max(greatest, Math.abs(expected[row][label] - actual[row][label]));
                }
            }
        }
        if (greatest > MAX_PROBABILITY_DIFFERENCE) {
            throw new TrainingException("the exported model's probabilities differ from the trainer's by up to " + greatest);
        }
        return greatest;
    }

    private void write(byte[] onnx, ModelManifest manifest, TrainingReport report) {
        try {
            Files.createDirectories(options.out());
            Files.write(options.out().resolve(OnnxModel.MODEL_FILE), onnx);
            Files.write(options.out().resolve(OnnxModel.MANIFEST_FILE), manifest.toJson());
            Files.write(options.out().resolve(REPORT_FILE), report.toJson());
        } catch (IOException e) {
            throw new TrainingException(options.out() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import dev.tractor.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Compares learners, trains the best boosted trees, exports and checks them. The same data, tasks and seed give the same files.
public final class Training {
    /// The grid. All of it is measured on both kinds of folds; boosted trees are exported, with the settings whose macro F1 on block folds is best in the mean of the tasks.
    private static final List<Learner> REFERENCES = List.of(new LogisticRegression(0.0001), new LogisticRegression(0.01), new NearestNeighbours(1), new NearestNeighbours(10));
    private static final List<BoostedTrees> CANDIDATES = List.of(new BoostedTrees(18, 5, 0.28), new BoostedTrees(18, 7, 0.28));

    /// A label in one file alone is never tested by what other files taught; with two, one of them teaches.
    private static final int LEAST_FILES_OF_A_LABEL = 3;
    private static final List<Integer> TCP_AND_UDP = List.of(6, 17);
    private static final double MAX_PROBABILITY_DIFFERENCE = 1e-6;

    private final Options options;
    private final Steps steps;
    private final DataSet data;
    private final List<String> rareLabels;
    private final Tasks tasks;
    private final TaskTable table;
    private final List<float[]> columns;
    private final DerivedColumns derived;
    private final List<Fold> blocks;
    private final List<Fold> shuffled;

    /// @param name the model's name in its manifest
    /// @param tasks what to learn from each label; null for the ISCX tasks where the labels are theirs, else one task with the labels as they are
    /// @param mainTask which task gives the traffic class; null for the one of the ISCX tasks, else the finest
    /// @param precision share of the given classes that should be right
    /// @param split what the honest folds are; by files, labels in fewer than [#LEAST_FILES_OF_A_LABEL] of them are left out
    /// @param seed of shuffling and sampling
    /// @param command that the manifest states
    public record Options(String name, TaskTable tasks, String mainTask, double precision, Split split, long seed, String command) {}

    private Training(DataSet all, Options options, Consumer<String> progress) {
        this.options = options;
        this.data = options.split() == Split.FILES ? all.withLabelsIn(LEAST_FILES_OF_A_LABEL) : all;
        this.rareLabels = data.labelsMissingOf(all);
        this.table = (options.tasks() != null ? options.tasks() : TaskTable.standard(data)).reducedTo(data);
        this.tasks = table.over(data, options.mainTask() != null ? options.mainTask() : table.standardMainTask());
        this.derived = DerivedColumns.of(data.profile());
        this.columns = derived.append(data.vectors());
        this.blocks = options.split() == Split.FILES ? Fold.files(data.vectors(), data.files()) : Fold.blocks(data.vectors(), tasks.targets());
        this.shuffled = Fold.shuffled(data.vectors(), tasks.targets(), options.seed());
        int learners = REFERENCES.size() + CANDIDATES.size();
        this.steps = new Steps(progress, learners * (blocks.size() + shuffled.size()) + tasks.main().labels().size() + 1);
    }

    /// @param progress takes a line per step
    /// @throws TrainingException when the data do not fit the tasks, or the export differs from the trainer
    public static TrainedModel run(DataSet data, Options options, Consumer<String> progress) {
        return new Training(data, options, progress).run();
    }

    private TrainedModel run() {
        List<Comparison> references = REFERENCES.stream().map(this::compare).toList();
        List<Comparison> candidates = CANDIDATES.stream().map(this::compare).toList();
        Comparison best = candidates.stream().max((a, b) -> Double.compare(a.blockMacroF1(), b.blockMacroF1())).orElseThrow();
        BoostedTrees learner = (BoostedTrees) best.learner();

        Rejection rejection = Rejection.choose(tasks, best.blocks(), heldOut(learner, best.combination()), options.precision());

        steps.next("training on all " + data.rows() + " rows");
        try (BoostedTrees.Forest forest = learner.train(columns, tasks.targets(), tasks.groups(), options.seed())) {
            byte[] onnx = OnnxExport.export(forest, derived, best.combination(), data.profile(), tasks);
            ModelManifest manifest = manifest(onnx, rejection);
            double difference = verify(best.combination().answers(forest.scores(columns)), manifest, onnx);
            List<Comparison> all = Stream.concat(references.stream(), candidates.stream()).toList();
            return new TrainedModel(onnx, manifest, TrainingReport.of(manifest, data, rareLabels, tasks, all, best, rejection, onnx.length, difference, options));
        }
    }

    /// The weights are fitted to the block folds, and serve the shuffled ones too.
    private Comparison compare(Learner learner) {
        float[][][] scores = scores(learner, options.split().title(), blocks);
        Combination combination = Combination.fit(scores, tasks.targets(), tasks.groups());
        return new Comparison(learner, tasks, combination, combination.answers(scores), combination.answers(scores(learner, "shuffled folds", shuffled)));
    }

    /// Scores of every row, by task, of a predictor that was trained without its fold.
    private float[][][] scores(Learner learner, String what, List<Fold> folds) {
        float[][][] scores = null;
        for (int k = 0; k < folds.size(); k++) {
            Fold fold = folds.get(k);
            steps.next(learner.description() + ": " + what + ", " + (k + 1) + " of " + folds.size());
            try (Learner.Predictor predictor = learner.train(columns(fold.training()), targets(fold.training()), tasks.groups(), options.seed())) {
                float[][][] part = predictor.scores(columns(fold.test()));
                scores = scores == null ? new float[part.length][data.rows()][] : scores;
                for (int task = 0; task < part.length; task++) {
                    for (int i = 0; i < part[task].length; i++) {
                        scores[task][fold.test()[i]] = part[task][i];
                    }
                }
            }
        }
        return scores;
    }

    /// For each class of the main task, what trees that never saw it say about its rows.
    private List<Rejection.HeldOut> heldOut(BoostedTrees learner, Combination combination) {
        int[] main = tasks.main().targets(tasks.targets());
        List<Rejection.HeldOut> heldOut = new ArrayList<>();
        for (int label = 0; label < tasks.main().labels().size(); label++) {
            int held = label;
            steps.next("held out: " + tasks.main().labels().get(label));
            int[] rest = IntStream.range(0, data.rows()).filter(row -> main[row] != held).toArray();
            int[] unseen = IntStream.range(0, data.rows()).filter(row -> main[row] == held).toArray();
            Tasks without = tasks.without(label);
            if (without.classes() < 2) {
                continue;
            }
            try (BoostedTrees.Forest forest = learner.train(columns(rest), without.targets(), without.groups(), options.seed())) {
                Combination.Answers answers = combination.over(without.groups()).answers(forest.scores(columns(unseen)));
                heldOut.add(new Rejection.HeldOut(tasks.main().labels().get(label), without.main().probabilities(answers.probabilities()), answers.familiarity()));
            }
        }
        return heldOut;
    }

    private List<float[]> columns(int[] rows) {
        return Arrays.stream(rows).mapToObj(columns::get).toList();
    }

    private int[] targets(int[] rows) {
        return Arrays.stream(rows).map(row -> tasks.targets()[row]).toArray();
    }

    private ModelManifest manifest(byte[] onnx, Rejection rejection) {
        List<ModelManifest.Task> answers = IntStream.range(0, tasks.all().size())
                .mapToObj(task -> new ModelManifest.Task(tasks.all().get(task).name(), tasks.all().get(task).labels(), rejection.thresholds()[task])).toList();
        ModelManifest.Task main = answers.get(tasks.mainIndex());
        List<Integer> protocols = data.ipProtocols().isEmpty() ? TCP_AND_UDP : List.copyOf(data.ipProtocols());
        return new ModelManifest(
                options.name(), data.profile().name(), main.name(), IntStream.range(0, data.profile().size()).mapToObj(this::input).toList(), main.labels(), main.threshold(), protocols,
                Sha256.of(onnx), data.summary(), options.command(), libraries(), answers, rejection.minFamiliarity(), table.classes());
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

    /// A feature without any value has the range 0 to 0: any value is outside of what was seen.
    private ModelManifest.Input input(int feature) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float[] vector : data.vectors()) {
            if (!Float.isNaN(vector[feature])) {
                min = Math.min(min, vector[feature]);
                max = Math.max(max, vector[feature]);
            }
        }
        return new ModelManifest.Input(data.profile().features().get(feature).name(), min <= max ? min : 0, min <= max ? max : 0);
    }

    /// @return the greatest difference between the trainer's probabilities and those of ONNX Runtime, over all rows and tasks
    private double verify(Combination.Answers expected, ModelManifest manifest, byte[] onnx) {
        double greatest = 0;
        try (OnnxModel model = OnnxModel.of(manifest.toJson(), onnx)) {
            Map<String, float[][]> actual = model.answers(data.vectors()).probabilities();
            for (Tasks.Task task : tasks.all()) {
                greatest = Math.max(greatest, difference(task.probabilities(expected.probabilities()), actual.get(task.name())));
            }
        }
        if (greatest > MAX_PROBABILITY_DIFFERENCE) {
            throw new TrainingException("the exported model's probabilities differ from the trainer's by up to " + greatest);
        }
        return greatest;
    }

    private static double difference(float[][] expected, float[][] actual) {
        double greatest = 0;
        for (int row = 0; row < expected.length; row++) {
            if (OnnxModel.best(expected[row]) != OnnxModel.best(actual[row])) {
                throw new TrainingException("row " + (row + 1) + ": the exported model gives another class than the trainer");
            }
            for (int label = 0; label < expected[row].length; label++) {
                greatest = Math.max(greatest, Math.abs(expected[row][label] - actual[row][label]));
            }
        }
        return greatest;
    }
}

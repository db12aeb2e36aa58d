package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What was measured, `report.json`. All figures are out-of-fold: each row was predicted by a model that had not seen it.
///
/// @param name of the model
/// @param command that made it
/// @param profile of the vectors
/// @param sources the files of data
/// @param duplicates rows that repeat others; those of test rows were left out of the training rows of each fold
/// @param split what `blockFolds` are: contiguous blocks of each class, or whole files
/// @param rareLabels labels in too few files for folds by file; their rows were left out
/// @param comparison every learner and setting of the grid
/// @param weights of the tasks' scores in the finest task's probabilities, by task
/// @param wantedPrecision share of given classes that should be right
/// @param minFamiliarity least familiarity at which a class is given
/// @param heldOut what became of the rows of each class of the main task when the model had never seen the class
/// @param tasks figures of the exported settings, the finest task first
/// @param onnxBytes length of the ONNX file
/// @param onnxSha256 of the ONNX file, hexadecimal
/// @param greatestDifference between the trainer's and ONNX Runtime's probabilities, over all rows, tasks and classes; no label differs
public record TrainingReport(
        String name, String command, String profile, List<ModelManifest.TrainingData> sources, DataSet.Duplicates duplicates, Split split, List<String> rareLabels, List<LearnerFigures> comparison,
        Map<String, Float> weights, double wantedPrecision, float minFamiliarity, List<Rejection.Outcome> heldOut, List<TaskReport> tasks, int onnxBytes, String onnxSha256, double greatestDifference) {
    /// @param name `class7`
    /// @param main whether it gives the traffic class
    /// @param blockFolds the figures to expect on other captures, if they resemble these
    /// @param shuffledFolds the usual, flattering cross-validation: neighbouring rows are near-twins
    public record TaskReport(String name, boolean main, TaskFigures blockFolds, TaskFigures shuffledFolds) {}

    /// @param learner `boosted trees`
    /// @param settings of the grid
    /// @param exported whether the model has these settings
    /// @param tasks figures by task
    public record LearnerFigures(String learner, Map<String, Object> settings, boolean exported, Map<String, Scores> tasks) {}

    /// @param blockAccuracy on block folds
    /// @param blockMacroF1 on block folds
    /// @param shuffledAccuracy on shuffled folds
    /// @param shuffledMacroF1 on shuffled folds
    public record Scores(double blockAccuracy, double blockMacroF1, double shuffledAccuracy, double shuffledMacroF1) {}

    static TrainingReport of(
            ModelManifest manifest, DataSet data, List<String> rareLabels, Tasks tasks, List<Comparison> comparisons, Comparison best, Rejection rejection, int onnxBytes, double greatestDifference,
            Training.Options options) {
        Map<String, Float> weights = new TreeMap<>();
        IntStream.range(0, tasks.all().size()).forEach(task -> weights.put(tasks.all().get(task).name(), best.combination().weights()[task]));
        List<TaskReport> reports = IntStream.range(0, tasks.all().size()).mapToObj(i -> {
            Tasks.Task task = tasks.all().get(i);
            float threshold = rejection.thresholds()[i];
            Evaluation blocks = Evaluation.of(task, tasks.targets(), best.blocks().probabilities(), rejection.known(best.blocks()));
            Evaluation shuffled = Evaluation.of(task, tasks.targets(), best.shuffled().probabilities(), rejection.known(best.shuffled()));
            return new TaskReport(task.name(), i == tasks.mainIndex(), TaskFigures.of(blocks, threshold), TaskFigures.of(shuffled, threshold));
        }).toList();
        return new TrainingReport(
                manifest.name(), manifest.command(), manifest.profile(), data.sources(), data.duplicates(), options.split(), rareLabels, comparisons.stream().map(each -> figures(each, tasks, each == best)).toList(), weights,
                options.precision(), rejection.minFamiliarity(), rejection.heldOut(), reports, onnxBytes, manifest.sha256(), greatestDifference);
    }

    private static LearnerFigures figures(Comparison comparison, Tasks tasks, boolean exported) {
        Map<String, Scores> scores = new TreeMap<>();
        for (Tasks.Task task : tasks.all()) {
            Evaluation blocks = comparison.evaluation(task, comparison.blocks());
            Evaluation shuffled = comparison.evaluation(task, comparison.shuffled());
            scores.put(task.name(), new Scores(blocks.accuracy(), blocks.macroF1(), shuffled.accuracy(), shuffled.macroF1()));
        }
        return new LearnerFigures(comparison.learner().name(), new TreeMap<>(comparison.learner().settings()), exported, scores);
    }

    public TaskReport mainTask() {
        return tasks.stream().filter(TaskReport::main).findFirst().orElseThrow();
    }
}

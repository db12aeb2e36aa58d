package dev.tractor.training;

import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Measures a model on labelled rows that it was not trained on.
public final class ModelEvaluation {
    private ModelEvaluation() {}

    /// @throws TrainingException when the data are of another profile, or none of their labels has a class in the model
    public static EvaluationReport run(OnnxModel model, DataSet data, String command) {
        ModelManifest manifest = model.manifest();
        if (!manifest.profile().equals(data.profile().name())) {
            throw new TrainingException("model '" + manifest.name() + "' takes vectors of profile " + manifest.profile() + ", not of " + data.profile().name());
        }
        OnnxModel.Answers answers = model.answers(data.vectors());
        List<EvaluationReport.TaskReport> tasks = new ArrayList<>();
        for (int task = 0; task < manifest.tasks().size(); task++) {
            evaluate(manifest, task, data, answers).ifPresent(tasks::add);
        }
        if (tasks.isEmpty()) {
            throw new TrainingException("the data have no row whose label model '" + manifest.name() + "' knows: their labels are " + data.labels().stream().distinct().sorted().toList());
        }
        int known = (int) IntStream.range(0, data.rows()).filter(row -> answers.known()[row]).count();
        return new EvaluationReport(manifest.name(), model.digest(), command, data.profile().name(), data.sources(), data.duplicates(), data.rows() - known, foreign(manifest, data, answers), tasks);
    }

    private static Optional<EvaluationReport.TaskReport> evaluate(ModelManifest manifest, int taskIndex, DataSet data, OnnxModel.Answers answers) {
        ModelManifest.Task task = manifest.tasks().get(taskIndex);
        int[] classOfRow = data.labels().stream().mapToInt(label -> task.labels().indexOf(classOf(manifest, taskIndex, label))).toArray();
        int[] rows = IntStream.range(0, data.rows()).filter(row -> classOfRow[row] >= 0).toArray();
        if (rows.length == 0) {
            return Optional.empty();
        }
        float[][] all = answers.probabilities().get(task.name());
        boolean[] known = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            known[i] = answers.known()[rows[i]];
        }
        Evaluation evaluation = new Evaluation(
                task.labels(), IntStream.of(rows).map(row -> classOfRow[row]).toArray(), IntStream.of(rows).mapToObj(row -> all[row]).toArray(float[][]::new), known);
        return Optional.of(new EvaluationReport.TaskReport(task.name(), task.name().equals(manifest.task()), rows.length, TaskFigures.of(evaluation, task.threshold())));
    }

    /// A label that the training data did not have may still be the name of a class.
    private static String classOf(ModelManifest manifest, int task, String label) {
        List<String> classes = manifest.classes().get(label);
        return classes == null ? label : classes.get(task);
    }

    /// Rows of labels that have no class in the main task: all of them should come back as `unknown`.
    private static List<EvaluationReport.Foreign> foreign(ModelManifest manifest, DataSet data, OnnxModel.Answers answers) {
        int main = IntStream.range(0, manifest.tasks().size()).filter(task -> manifest.tasks().get(task).name().equals(manifest.task())).findFirst().orElseThrow();
        float[][] probabilities = answers.probabilities().get(manifest.task());
        Map<String, int[]> unknownOfRows = new TreeMap<>();
        for (int row = 0; row < data.rows(); row++) {
            String label = data.labels().get(row);
            if (!manifest.labels().contains(classOf(manifest, main, label))) {
                int[] counts = unknownOfRows.computeIfAbsent(label, _ -> new int[2]);
                counts[0]++;
                counts[1] += answers.known()[row] && probabilities[row][OnnxModel.best(probabilities[row])] >= manifest.threshold() ? 0 : 1;
            }
        }
        return unknownOfRows.entrySet().stream().map(entry -> new EvaluationReport.Foreign(entry.getKey(), entry.getValue()[0], (double) entry.getValue()[1] / entry.getValue()[0])).toList();
    }
}

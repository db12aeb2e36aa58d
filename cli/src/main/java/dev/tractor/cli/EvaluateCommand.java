package dev.tractor.cli;

import dev.tractor.model.ModelException;
import dev.tractor.model.OnnxModel;
import dev.tractor.training.DataSet;
import dev.tractor.training.EvaluationReport;
import dev.tractor.training.ModelEvaluation;
import dev.tractor.training.TaskFigures;
import dev.tractor.training.TrainingException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ExitCode;

/// `tractor evaluate`: how well a model does on labelled flows.
final class EvaluateCommand extends Command {
    private static final double PERCENT = 100;

    private final Argument<Path> folder = requiredOption(Path.class, "DIR", "Folder with model.onnx and manifest.json.", "-m", "--model");
    private final LabelledDataOptions data = new LabelledDataOptions(this);
    private final Argument<Path> out = option(Path.class, "DIR", "Folder for report.json and report.html; made when it is missing.", "-o", "--out");

    EvaluateCommand(Streams streams) {
        super(streams, "evaluate", "Measures a model on labelled flows that it was not trained on.");
    }

    @Override
    public Integer call() {
        NativeLibraries.useUnpacked();
        try (OnnxModel model = OnnxModel.load(folder.value())) {
            DataSet rows = data.read(LabelledDataOptions.profile(this, model.manifest().profile()));
            EvaluationReport report = ModelEvaluation.run(model, rows, "tractor evaluate --model " + folder.value().getFileName() + " " + data.described());
            if (out.value() != null) {
                report.write(out.value());
            }
            streams.print(summary(report));
            return ExitCode.OK;
        } catch (TrainingException | ModelException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static String summary(EvaluationReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "model %s on %d rows, %d of them unlike those of its training\n", report.name(), report.duplicates().rows(), report.unlikeTraining()));
        for (EvaluationReport.TaskReport task : report.tasks()) {
            TaskFigures figures = task.figures();
            text.append(String.format(
                    Locale.ROOT, "%-10s %d rows, accuracy %.3f, macro F1 %.3f, calibration error %.3f; at threshold %.2f %.1f%% get a class, %.1f%% of these right\n",
                    task.name(), task.rows(), figures.accuracy(), figures.macroF1(), figures.calibrationError(), figures.threshold(), PERCENT * figures.coverage(), PERCENT * figures.precision()));
        }
        report.foreign().forEach(foreign -> text.append(String.format(
                Locale.ROOT, "%-10s has no class in the model: %.1f%% of its %d rows answered unknown\n", foreign.label(), PERCENT * foreign.unknown(), foreign.rows())));
        return text.toString();
    }
}

package dev.tractor.cli;

import dev.tractor.training.DataSet;
import dev.tractor.training.Split;
import dev.tractor.training.TaskFigures;
import dev.tractor.training.TaskTable;
import dev.tractor.training.TrainedModel;
import dev.tractor.training.Training;
import dev.tractor.training.TrainingException;
import dev.tractor.training.TrainingReport;
import dev.tractor.vocabulary.FeatureProfile;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ExitCode;

/// `tractor train`: from labelled flows to an ONNX model.
final class TrainCommand extends Command {
    private static final double PERCENT = 100;
    private static final String DEFAULT_PRECISION = "0.9";

    private final LabelledDataOptions data = new LabelledDataOptions(this);
    private final Argument<String> profileName =
            optionWithDefault(String.class, "iscx-2016", "PROFILE", "Feature profile of the data. Default: iscx-2016.", "-p", "--profile");
    private final Argument<Path> taskTable = option(
            Path.class, "FILE", "What to learn: CSV with the column label and a column per task, the finest first. Default: kind of traffic and VPN for the ISCX labels, else the labels themselves.", "--tasks");
    private final Argument<String> mainTask = option(String.class, "TASK", "The task that gives the traffic class. Default: class7 for the ISCX labels, else the finest.", "-t", "--task");
    private final Argument<String> name = optionWithDefault(String.class, "traffic-class", "NAME", "The model's name. Default: traffic-class.", "--name");
    private final Argument<Double> precision = optionWithDefault(
            Double.class, DEFAULT_PRECISION, "SHARE", "Share of the given classes that should be right; the others become unknown. Default: " + DEFAULT_PRECISION + ".", "--precision");
    private final Argument<Split> split = optionWithDefault(
            Split.class, "BLOCKS", "SPLIT", "Folds that the model is judged by: blocks (contiguous blocks of each class) or files (no file in training and test of a fold). Default: blocks.", "--split");
    private final Argument<Long> seed = optionWithDefault(Long.class, "1", "N", "The same data and seed give the same files. Default: 1.", "-s", "--seed");
    private final Argument<Path> out = requiredOption(Path.class, "DIR", "Folder for model.onnx, manifest.json, report.json and report.html; made when it is missing.", "-o", "--out");

    TrainCommand(Streams streams) {
        super(streams, "train", "Compares learners on labelled flows, trains the best boosted trees on all of them, and writes the model and its report.");
    }

    @Override
    public Integer call() {
        FeatureProfile profile = LabelledDataOptions.profile(this, profileName.value());
        if (!(precision.value() > 0 && precision.value() <= 1)) {
            throw wrongUsage("--precision " + precision.value() + " is not above 0 and at most 1");
        }
        NativeLibraries.useUnpacked();
        try {
            TaskTable tasks = taskTable.value() == null ? null : TaskTable.read(taskTable.value());
            DataSet rows = data.read(profile);
            TrainedModel model = Training.run(rows, new Training.Options(name.value(), tasks, mainTask.value(), precision.value(), split.value(), seed.value(), command()), this::tell);
            model.write(out.value());
            streams.print(summary(model.report()));
            return ExitCode.OK;
        } catch (TrainingException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private String command() {
        StringBuilder command = new StringBuilder("tractor train ").append(data.described()).append(" --profile ").append(profileName.value());
        if (taskTable.value() != null) {
            command.append(" --tasks ").append(taskTable.value().getFileName());
        }
        if (mainTask.value() != null) {
            command.append(" --task ").append(mainTask.value());
        }
        if (precision.value() != Double.parseDouble(DEFAULT_PRECISION)) {
            command.append(" --precision ").append(precision.value());
        }
        if (split.value() != Split.BLOCKS) {
            command.append(" --split ").append(split.value().name().toLowerCase(Locale.ROOT));
        }
        return command.append(" --name ").append(name.value()).append(" --seed ").append(seed.value()).append(" --out ").append(name.value()).toString();
    }

    private void tell(String step) {
        if (streams.progress()) {
            streams.err().println(step);
        }
    }

    private String summary(TrainingReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s: model %s, %d bytes, from %d rows (%d repeat an earlier one)\n", out.value(), report.name(), report.onnxBytes(), report.duplicates().rows(), report.duplicates().repeated()));
        for (TrainingReport.TaskReport task : report.tasks()) {
            TaskFigures blocks = task.blockFolds();
            text.append(String.format(
                    Locale.ROOT, "%-10s macro F1 %.3f on %s, %.3f on shuffled ones; calibration error %.3f; at threshold %.2f %.1f%% get a class, %.1f%% of these right\n",
                    task.name(), blocks.macroF1(), report.split().title(), task.shuffledFolds().macroF1(), blocks.calibrationError(), blocks.threshold(), PERCENT * blocks.coverage(), PERCENT * blocks.precision()));
        }
        return text.toString();
    }
}

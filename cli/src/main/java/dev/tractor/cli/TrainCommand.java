package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.training.Training;
import dev.tractor.training.TrainingException;
import dev.tractor.training.TrainingReport;
import dev.tractor.training.TrainingTask;
import dev.tractor.vocabulary.FeatureProfile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tractor train`: from labelled feature vectors to an ONNX model.
@Command(
        name = "train",
        description = "Trains boosted trees on labelled feature vectors and writes model.onnx, manifest.json and report.json.",
        sortOptions = false)
final class TrainCommand implements Runnable {
    private static final double PERCENT = 100;

    @Option(names = {"-d", "--data"}, required = true, paramLabel = "FILE", description = "CSV with the profile's features, then the column class14.")
    private Path data;

    @Option(names = {"-p", "--profile"}, paramLabel = "PROFILE", defaultValue = "iscx-2016", description = "Feature profile of the data. Default: iscx-2016.")
    private String profileName;

    @Option(names = {"-t", "--task"}, paramLabel = "TASK", defaultValue = "class7", description = "class7 (kind of traffic), vpn (or not), class14 (both). Default: class7.")
    private String taskId;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "traffic-class", description = "The model's name. Default: traffic-class.")
    private String name;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same data and seed give the same model. Default: 1.")
    private long seed;

    @Option(names = {"-o", "--out"}, required = true, paramLabel = "DIR", description = "Folder for the three files; made when it is missing.")
    private Path out;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Streams streams;

    TrainCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void run() {
        FeatureProfile profile = known(profileName, FeatureProfiles::named);
        TrainingTask task = known(taskId, TrainingTask::ofId);
        try {
            TrainingReport report = Training.run(new Training.Options(name, data, profile, task, out, seed), this::tell);
            streams.print(summary(report));
        } catch (TrainingException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private <T> T known(String value, Function<String, T> lookup) {
        try {
            return lookup.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(new CommandLine(spec), e.getMessage(), e);
        }
    }

    private void tell(String step) {
        if (streams.progress()) {
            streams.err().println(step);
        }
    }

    private String summary(TrainingReport report) {
        var operating = report.operatingPoints().stream().filter(point -> point.threshold() == report.threshold()).findFirst().orElseThrow();
        return String.format(
                Locale.ROOT,
                """
                model           %s, %d bytes, from %d rows
                block folds     accuracy %.3f, macro F1 %.3f
                shuffled folds  accuracy %.3f, macro F1 %.3f
                threshold       %.2f: %.1f%% of the rows of the block folds get a class, %.1f%% of these are right
                """,
                out, report.onnxBytes(), report.rows(), report.blockFolds().accuracy(), report.blockFolds().macroF1(), report.shuffledFolds().accuracy(), report.shuffledFolds().macroF1(),
                report.threshold(), PERCENT * operating.coverage(), PERCENT * operating.precision());
    }
}

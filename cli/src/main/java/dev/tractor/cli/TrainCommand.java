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
import picocli.CommandLine.ExitCode;

/// `tractor train`: from labelled feature vectors to an ONNX model.
final class TrainCommand extends Command {
    private static final double PERCENT = 100;

    private final Argument<Path> data = requiredOption(Path.class, "FILE", "CSV with the profile's features, then the column class14.", "-d", "--data");
    private final Argument<String> profileName =
            optionWithDefault(String.class, "iscx-2016", "PROFILE", "Feature profile of the data. Default: iscx-2016.", "-p", "--profile");
    private final Argument<String> taskId =
            optionWithDefault(String.class, "class7", "TASK", "class7 (kind of traffic), vpn (or not), class14 (both). Default: class7.", "-t", "--task");
    private final Argument<String> name = optionWithDefault(String.class, "traffic-class", "NAME", "The model's name. Default: traffic-class.", "--name");
    private final Argument<Long> seed = optionWithDefault(Long.class, "1", "N", "The same data and seed give the same model. Default: 1.", "--seed");
    private final Argument<Path> out = requiredOption(Path.class, "DIR", "Folder for the three files; made when it is missing.", "-o", "--out");

    TrainCommand(Streams streams) {
        super(streams, "train", "Trains boosted trees on labelled feature vectors and writes model.onnx, manifest.json and report.json.");
    }

    @Override
    public Integer call() {
        FeatureProfile profile = known(profileName.value(), FeatureProfiles::named);
        TrainingTask task = known(taskId.value(), TrainingTask::ofId);
        try {
            TrainingReport report = Training.run(new Training.Options(name.value(), data.value(), profile, task, out.value(), seed.value()), this::tell);
            streams.print(summary(report));
            return ExitCode.OK;
        } catch (TrainingException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private <T> T known(String value, Function<String, T> lookup) {
        try {
            return lookup.apply(value);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
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
                out.value(), report.onnxBytes(), report.rows(), report.blockFolds().accuracy(), report.blockFolds().macroF1(), report.shuffledFolds().accuracy(), report.shuffledFolds().macroF1(),
                report.threshold(), PERCENT * operating.coverage(), PERCENT * operating.precision());
    }
}

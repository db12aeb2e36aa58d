package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import picocli.CommandLine.ExitCode;

/// `tractor classify`: one labelled row per flow, in the order in which the flows end.
final class ClassifyCommand extends CaptureCommand {
    ClassifyCommand(Streams streams) {
        super(streams, "classify", "Labels the flows of a capture, one row each, in the order in which they end.");
    }

    @Override
    public Integer call() {
        NativeLibraries.useUnpacked();
        CaptureSource capture = capture();
        try (Labeller labeller = Labellers.standard()) {
            List<FeatureProfile> profiles = labeller.profiles().stream().map(FeatureProfiles::named).toList();
            MeterOptions options = MeterOptions.standard().withProfiles(profiles.toArray(FeatureProfile[]::new)).withSessions();
            writeTable(rows -> {
                LabelledRows labelled = new LabelledRows(labeller, profiles, rows);
                meter(capture, options, labelled);
                labelled.flush();
            });
        }
        return ExitCode.OK;
    }
}

package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.MeterOptions;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/// `tractor flows`: one row per flow, in the order in which the flows end.
final class FlowsCommand extends CaptureCommand {
    private final Argument<String> profileName =
            option(String.class, "PROFILE", "Cut the flows by the rule of this feature profile, and add its features: tractor-1, tractor-1/S (activity threshold of S seconds), iscx-2016 (15 s), iscx-2016/30, iscx-2016/60, iscx-2016/120.", "-p", "--profile");

    FlowsCommand(Streams streams) {
        super(streams, "flows", "Prints the flows of a capture, one row each, in the order in which they end.");
    }

    @Override
    public Integer call() {
        FeatureProfile profile = profileName.value() == null ? null : profile();
        CaptureSource capture = capture();
        writeTable(rows -> {
            if (profile == null) {
                writeFlows(capture, rows);
            } else {
                writeFlows(capture, profile, rows);
            }
        });
        return ExitCode.OK;
    }

    private void writeFlows(CaptureSource capture, RowWriter rows) {
        rows.header(Stream.concat(FlowRow.COLUMNS.stream(), FlowRow.CIRCUMSTANCES.stream()).toList());
        meter(capture, MeterOptions.standard().withoutContents(), flow -> {
            FlowRow.write(flow, rows);
            FlowRow.writeCircumstances(flow, rows);
            rows.endRow();
        });
    }

    private void writeFlows(CaptureSource capture, FeatureProfile profile, RowWriter rows) {
        FeatureColumns features = new FeatureColumns(profile);
        rows.header(Stream.of(FlowRow.COLUMNS, features.columns(), FlowRow.CIRCUMSTANCES).flatMap(List::stream).toList());
        meter(capture, MeterOptions.ofProfile(profile).withoutContents(), flow -> {
            FlowRow.write(flow, rows);
            features.write(flow, rows);
            FlowRow.writeCircumstances(flow, rows);
            rows.endRow();
        });
    }

    private FeatureProfile profile() {
        try {
            return FeatureProfiles.named(profileName.value());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }
}

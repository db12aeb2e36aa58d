package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.query.Predicates;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/// `tractor flows`: one row per flow, in the order in which the flows end.
final class FlowsCommand extends CaptureCommand {
    private final Argument<String> profileName =
            option(String.class, "PROFILE", "Cut the flows by the rule of this feature profile, and add its features: tractor-1, tractor-1/S (activity threshold of S seconds), iscx-2016 (15 s), iscx-2016/30, iscx-2016/60, iscx-2016/120, bytes-1.", "-p", "--profile");

    private final Argument<Integer> threads = optionWithDefault(Integer.class, Integer.toString(Math.min(2, Runtime.getRuntime().availableProcessors())), "N",
            "1 does all on one thread; more reads a file ahead and writes the rows on threads of their own. The rows are the same. Default: 2, or 1 on a single processor.", "--threads");

    /// Writes those of a flow. Of its own types: the first compiler checks those of a generic one slowly.
    @FunctionalInterface
    private interface Fields {
        void write(FlowView flow, RowWriter rows);
    }

    /// Null for all flows.
    private Predicate<Predicates.Row> wanted;
    private final QueryOption query = new QueryOption(this, "Only the flows that fulfil this condition.");

    FlowsCommand(Streams streams) {
        super(streams, "flows", "Prints the flows of a capture, one row each, in the order in which they end.");
    }

    @Override
    public Integer call() {
        if (threads.value() < 1) {
            throw wrongUsage("--threads must be at least 1");
        }
        wanted = query.predicate(QueryOption.METERED);
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
        rows.header(Stream.concat(FlowColumns.COLUMNS.stream(), FlowColumns.CIRCUMSTANCES.stream()).toList());
        write(capture, MeterOptions.standard(), rows, (flow, row) -> {
            FlowColumns.write(flow, row);
            FlowColumns.writeCircumstances(flow, row);
        });
    }

    private void writeFlows(CaptureSource capture, FeatureProfile profile, RowWriter rows) {
        FeatureColumns features = new FeatureColumns(profile);
        rows.header(Stream.of(FlowColumns.COLUMNS, features.columns(), FlowColumns.CIRCUMSTANCES).flatMap(List::stream).toList());
        write(capture, MeterOptions.ofProfile(profile), rows, (flow, row) -> {
            FlowColumns.write(flow, row);
            features.write(flow, row);
            FlowColumns.writeCircumstances(flow, row);
        });
    }

    private void write(CaptureSource capture, MeterOptions options, RowWriter rows, Fields fields) {
        MeterOptions rules = options.withoutContents();
        FlowSink sink = flow -> {
            if (isWanted(flow)) {
                fields.write(flow, rows);
                rows.endRow();
            }
        };
        meter(capture, rules, threads.value() == 1 ? sink : FlowSink.aside(sink));
    }

    private boolean isWanted(FlowView flow) {
        return wanted == null || wanted.test(QueriedFlow.metered(flow.ordinal(), flow));
    }

    private FeatureProfile profile() {
        try {
            return FeatureProfiles.named(profileName.value());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }
}

package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tractor flows`: one row per flow, in the order in which the flows end.
@Command(
        name = "flows",
        description = "Prints the flows of a capture, one row each, in the order in which they end.",
        sortOptions = false)
final class FlowsCommand extends CaptureCommand {
    @Option(
            names = {"-p", "--profile"},
            paramLabel = "PROFILE",
            completionCandidates = ProfileNames.class,
            description = "Cut the flows by this profile's rule and add its features: ${COMPLETION-CANDIDATES}.")
    private String profileName;

    @Spec
    private CommandSpec spec;

    FlowsCommand(Streams streams) {
        super(streams);
    }

    @Override
    public void run() {
        FeatureProfile profile = profileName == null ? null : profile();
        CaptureSource capture = capture();
        writeTable(rows -> {
            MeterResult result = profile == null ? writeFlows(capture, rows) : writeFlows(capture, profile, rows);
            CaptureSource.printWarnings(capture, result, streams);
        });
    }

    private MeterResult writeFlows(CaptureSource capture, RowWriter rows) {
        rows.header(FlowRow.COLUMNS);
        return CaptureSource.read(capture, MeterOptions.standard(), flow -> {
            FlowRow.of(flow).writeTo(rows);
            rows.endRow();
        }, streams);
    }

    private MeterResult writeFlows(CaptureSource capture, FeatureProfile profile, RowWriter rows) {
        FeatureColumns features = new FeatureColumns(profile);
        rows.header(Stream.concat(FlowRow.COLUMNS.stream(), features.columns().stream()).toList());
        return CaptureSource.read(capture, MeterOptions.standard().withProfiles(profile), flow -> {
            FlowRow.of(flow).writeTo(rows);
            features.write(flow, rows);
            rows.endRow();
        }, streams);
    }

    private FeatureProfile profile() {
        try {
            return FeatureProfiles.named(profileName);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(new CommandLine(spec), e.getMessage(), e);
        }
    }

    /// For the help.
    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return FeatureProfiles.all().stream().map(FeatureProfile::name).iterator();
        }
    }
}

package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.model.Sha256;
import dev.tractor.training.CsvTable;
import dev.tractor.training.DataSet;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// The options with which `train` and `evaluate` name their labelled flows, and what reads these.
final class LabelledDataOptions {
    private static final String TABLE_SUFFIX = ".csv";

    private final Command command;
    private final Command.Argument<Path[]> data;
    private final Command.Argument<Path> labels;
    private final Command.Argument<Boolean> labelByRules;
    private final Command.Argument<String> labelColumn;

    LabelledDataOptions(Command command) {
        this.command = command;
        this.data = command.requiredOptions(
                Path[].class, "FILE", "Tables (*.csv) with the profile's features and a column of labels, or captures (any other name), whose labels --labels gives.", "-d", "--data");
        this.labels = command.option(
                Path.class, "FILE", "Label file of the captures: CSV with the column label and any of capture, src_ip, src_port, dst_ip, dst_port, protocol.", "-l", "--labels");
        this.labelByRules = command.flag("Take as the label of the captures' flows the protocol that the payload's form gives away for certain, at most 20 flows per capture and label.", "--label-by-rules");
        this.labelColumn = command.option(String.class, "NAME", "Column of the labels. Default: label, or class14 where a table has only that.", "--label-column");
    }

    /// @throws dev.tractor.training.TrainingException when a table does not fit
    /// @throws CommandFailure when a capture cannot be read
    DataSet read(FeatureProfile profile) {
        DataSet.Builder rows = new DataSet.Builder(profile);
        FlowLabels flowLabels = labels.value() == null ? null : FlowLabels.of(CsvTable.read(labels.value()), column());
        if (flowLabels != null && labelByRules.value()) {
            throw command.wrongUsage("the labels of captures come from --labels or from --label-by-rules, not from both");
        }
        try (CertainLabels certain = labelByRules.value() ? new CertainLabels() : null) {
            for (Path file : data.value()) {
                if (isTable(file)) {
                    rows.add(CsvTable.read(file), labelColumn.value());
                } else if (certain != null) {
                    addCapture(file, profile, (name, flow) -> certain.labelOf(name, LabelledFlows.factsOf(flow, FlowRow.of(flow), true, List.of())), rows);
                } else if (flowLabels != null) {
                    addCapture(file, profile, (name, flow) -> flowLabels.labelOf(name, FlowRow.of(flow)), rows);
                } else {
                    throw command.wrongUsage("the labels of capture " + file + " are needed: --labels FILE or --label-by-rules (only *.csv is read as a table)");
                }
            }
        }
        if (flowLabels != null && flowLabels.unusedRows() > 0) {
            command.warn(labels.value() + ": " + flowLabels.unusedRows() + " rows describe no flow of these captures");
        }
        return rows.build();
    }

    private String column() {
        return labelColumn.value() == null ? DataSet.LABEL_COLUMN : labelColumn.value();
    }

    private static boolean isTable(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(TABLE_SUFFIX);
    }

    private void addCapture(Path file, FeatureProfile profile, BiFunction<String, FlowView, String> labels, DataSet.Builder rows) {
        rows.labelColumn(file, column());
        String name = file.getFileName().toString();
        CaptureSource capture = CaptureSource.CaptureFile.named(file.toString());
        int[] counts = new int[2];
        double[] features = new double[profile.size()];
        MeterResult result = CaptureSource.read(capture, MeterOptions.ofProfile(profile), flow -> {
            String label = labels.apply(name, flow);
            counts[label == null ? 1 : 0]++;
            if (label != null) {
                flow.features(profile, features);
                rows.add(floats(features), flow.protocol(), label);
            }
        }, command.streams);
        CaptureSource.printWarnings(capture, result, command.streams);
        if (counts[1] > 0 && !labelByRules.value()) {
            command.warn(name + ": " + counts[1] + " of " + (counts[0] + counts[1]) + " flows have no label and are left out");
        }
        try {
            rows.source(name, Sha256.of(file), counts[0]);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + Destination.reason(e), e);
        }
    }

    private static float[] floats(double[] features) {
        float[] vector = new float[features.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) features[i];
        }
        return vector;
    }

    /// The options as they were given, files without their folders: what a report says about how it was made.
    String described() {
        StringBuilder text = new StringBuilder("--data");
        Arrays.stream(data.value()).forEach(file -> text.append(' ').append(file.getFileName()));
        if (labels.value() != null) {
            text.append(" --labels ").append(labels.value().getFileName());
        }
        if (labelByRules.value()) {
            text.append(" --label-by-rules");
        }
        if (labelColumn.value() != null) {
            text.append(" --label-column ").append(labelColumn.value());
        }
        return text.toString();
    }

    /// @throws picocli.CommandLine.ParameterException for an unknown profile
    static FeatureProfile profile(Command command, String name) {
        try {
            return FeatureProfiles.named(name);
        } catch (IllegalArgumentException e) {
            throw command.wrongUsage(e.getMessage());
        }
    }
}

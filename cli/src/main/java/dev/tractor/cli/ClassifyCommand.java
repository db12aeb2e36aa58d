package dev.tractor.cli;

import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.MeterOptions;
import dev.tractor.model.CatalogueException;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.model.ModelException;
import dev.tractor.model.ModelFiles;
import dev.tractor.model.OnnxModel;
import dev.tractor.query.FlowField;
import dev.tractor.query.Predicates;
import dev.tractor.vocabulary.FeatureProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ExitCode;

/// `tractor classify`: one labelled row per flow, in the order in which the flows end.
final class ClassifyCommand extends CaptureCommand {
    private final Argument<Path> labels =
            option(Path.class, "DIR", "Folder with label files (*.yaml) that add to the built-in labels or replace them by name.", "-l", "--labels");

    private final Argument<Path> byteModel =
            option(Path.class, "DIR", "Folder with a model of profile bytes-1, which labels the flows that the rules know no more of than the port.", "--byte-model");
    private final QueryOption query = new QueryOption(this, "Only the flows that fulfil this condition.");

    ClassifyCommand(Streams streams) {
        super(streams, "classify", "Labels the flows of a capture, one row each, in the order in which they end.");
    }

    @Override
    public Integer call() {
        Predicate<Predicates.Row> wanted = query.predicate(QueryOption.LABELLED);
        CaptureSource capture = capture();
        writeTable(rows -> {
            try (Labeller labeller = labeller(rows.hasDetails() || query.asksFor(FlowField.TRAFFIC_CLASS))) {
                List<FeatureProfile> profiles = labeller.profiles().stream().map(FeatureProfiles::named).toList();
                MeterOptions options = MeterOptions.standard().withProfiles(profiles.toArray(FeatureProfile[]::new)).withAnnouncements();
                LabelledRows table = new LabelledRows(rows);
                LabelledFlows labelled = new LabelledFlows(labeller, profiles, wanted == null ? table : (ordinal, row, decision) -> {
                    if (wanted.test(QueriedFlow.labelled(ordinal, row, decision))) {
                        table.flow(ordinal, row, decision);
                    }
                });
                meter(capture, options, labelled);
                labelled.flush();
            }
        });
        return ExitCode.OK;
    }

    /// @param withClass whether somebody asks for the traffic class, whose model is half of a start
    private Labeller labeller(boolean withClass) {
        try {
            LabelCatalogue catalogue = labels.value() == null ? LabelCatalogue.standard() : LabelCatalogue.load(labels.value());
            List<OnnxModel> models = new ArrayList<>();
            if (withClass || byteModel.value() != null) {
                NativeLibraries.useUnpacked();
            }
            if (withClass) {
                models.add(OnnxModel.builtIn(Labellers.TRAFFIC_CLASS_MODEL));
            }
            if (byteModel.value() != null) {
                models.add(Labellers.byteModel(ModelFiles.in(byteModel.value())));
            }
            return Labellers.of(catalogue, models);
        } catch (CatalogueException | ModelException e) {
            throw new CommandFailure(e.getMessage());
        }
    }
}

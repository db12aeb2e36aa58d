package dev.tractor.classifier.models;

import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.model.ModelFiles;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What the process brings itself: the label catalogue, and the model that labels new jobs until another one is activated. Refused files end the start with their reason.
@Singleton
@Startup
public class OwnModel {
    private static final Logger LOG = Logger.getLogger(OwnModel.class);

    private final LabelCatalogue catalogue;
    private final ModelFiles files;
    private final Optional<ModelFiles> byteModel;
    private final Labeller labeller;

    @Inject
    OwnModel(ClassifierConfig config) {
        this(config.labelsDirectory().map(LabelCatalogue::load).orElseGet(LabelCatalogue::standard),
                config.modelDirectory().map(ModelFiles::in).orElseGet(() -> ModelFiles.builtIn(Labellers.TRAFFIC_CLASS_MODEL)),
                config.byteModelDirectory().map(ModelFiles::in));
        LOG.infof("labels: %d in %d groups, from the program%s, digest %s; model from %s, digest %s",
                labeller.labels().stream().mapToInt(group -> group.labels().size()).sum(), labeller.labels().size(), config.labelsDirectory().map(path -> " and " + path).orElse(""),
                labeller.catalogueDigest(), config.modelDirectory().map(Object::toString).orElse("the program"), files.digest());
    }

    /// @param byteModel labels what the rules know nothing of, whichever model gives the traffic class
    public OwnModel(LabelCatalogue catalogue, ModelFiles files, Optional<ModelFiles> byteModel) {
        this.catalogue = catalogue;
        this.files = files;
        this.byteModel = byteModel;
        this.labeller = labelling(files);
    }

    /// The same rules with another model, which is closed with the labeller.
    Labeller labelling(ModelFiles model) {
        return Labellers.of(catalogue, Stream.concat(Stream.of(model.open()), byteModel.stream().map(Labellers::byteModel)).toList());
    }

    ModelFiles files() {
        return files;
    }

    public Labeller labeller() {
        return labeller;
    }

    @PreDestroy
    public void close() {
        labeller.close();
    }
}

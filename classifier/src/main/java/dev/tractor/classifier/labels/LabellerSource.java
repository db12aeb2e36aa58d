package dev.tractor.classifier.labels;

import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.model.LabelCatalogue;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.model.ModelManifest;
import dev.tractor.model.OnnxModel;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/// Makes the one labeller of the process. Refused files end the start with their reason.
class LabellerSource {
    private static final Logger LOG = Logger.getLogger(LabellerSource.class);

    @Produces
    @Singleton
    @Startup
    Labeller labeller(ClassifierConfig config) {
        LabelCatalogue catalogue = config.labelsDirectory().map(LabelCatalogue::load).orElseGet(LabelCatalogue::standard);
        OnnxModel model = config.modelDirectory().map(OnnxModel::load).orElseGet(() -> OnnxModel.builtIn(Labellers.TRAFFIC_CLASS_MODEL));
        Labeller labeller = Labellers.of(catalogue, List.of(model));
        ModelManifest manifest = model.manifest();
        LOG.infof(
                "labels: %d in %d groups, from %s; model %s of profile %s, sha256 %s, from %s; labeller digest %s",
                labeller.labels().stream().mapToInt(group -> group.labels().size()).sum(), labeller.labels().size(), "the program" + config.labelsDirectory().map(path -> " and " + path).orElse(""),
                manifest.name(), manifest.profile(), manifest.sha256(), config.modelDirectory().map(Path::toString).orElse("the program"), labeller.digest());
        return labeller;
    }

    void close(@Disposes Labeller labeller) {
        labeller.close();
    }
}

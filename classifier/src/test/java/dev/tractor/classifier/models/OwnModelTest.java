package dev.tractor.classifier.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.classifier.ClassifierConfig;
import dev.tractor.model.CatalogueException;
import dev.tractor.model.ModelException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator gives the classifier is taken, or ends its start with the reason.
class OwnModelTest {
    @TempDir
    private Path folder;

    @Test
    void labelsOfTheFolderStandBesideThoseOfTheProgram() throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "group: web\nlabels:\n  intranet: { domains: [intra.example.com] }\n");

        OwnModel own = new OwnModel(config("labels-directory", folder));

        assertTrue(own.labeller().labels().stream().anyMatch(group -> group.name().equals("web") && group.labels().contains("intranet") && group.labels().contains("wikipedia")));
        own.close();
    }

    @Test
    void aBrokenLabelFileEndsTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("ours.yaml"), "group: web\nlabels:\n  intranet: { domains: [telegram.org] }\n");

        CatalogueException refused = assertThrows(CatalogueException.class, () -> new OwnModel(config("labels-directory", folder)));

        assertTrue(refused.getMessage().startsWith(file + " line 3: label 'intranet': domain telegram.org is already a rule of 'telegram' in labels/messaging.yaml line "), refused::getMessage);
    }

    @Test
    void aModelOfAnotherProfileIsNoneOfFirstBytes() {
        Path trafficClass = Path.of(System.getProperty("tractor.root"), "libs/model/src/main/resources/models/traffic-class");

        ModelException refused = assertThrows(ModelException.class, () -> new OwnModel(config("byte-model-directory", trafficClass)));

        assertEquals("model 'traffic-class' takes vectors of profile iscx-2016, not of bytes-1", refused.getMessage());
    }

    private static ClassifierConfig config(String name, Path folder) {
        return new SmallRyeConfigBuilder().withMapping(ClassifierConfig.class).withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(Map.of("tractor.classifier." + name, folder.toString())).build().getConfigMapping(ClassifierConfig.class);
    }
}

package dev.tractor.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassifierConfigTest {
    @Test
    void namesAndDefaults() {
        ClassifierConfig defaults = config(Map.of());
        assertEquals(Optional.empty(), defaults.labelsDirectory());
        assertEquals(Optional.empty(), defaults.modelDirectory());
        assertEquals(2, defaults.workers());

        ClassifierConfig set = config(Map.of("tractor.classifier.labels-directory", "/labels.d", "tractor.classifier.model-directory", "/model", "tractor.classifier.workers", "6"));
        assertEquals(Optional.of(Path.of("/labels.d")), set.labelsDirectory());
        assertEquals(Optional.of(Path.of("/model")), set.modelDirectory());
        assertEquals(6, set.workers());
    }

    private static ClassifierConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withMapping(ClassifierConfig.class).withDefaultValues(values).build().getConfigMapping(ClassifierConfig.class);
    }
}

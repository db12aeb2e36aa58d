package dev.tractor.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.classifier.registry.RegistryConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassifierConfigTest {
    @Test
    void namesAndDefaults() {
        ClassifierConfig defaults = config(Map.of());
        assertEquals(Optional.empty(), defaults.labelsDirectory());
        assertEquals(Optional.empty(), defaults.modelDirectory());
        assertEquals(Optional.empty(), defaults.byteModelDirectory());
        assertEquals(2, defaults.workers());
        assertEquals(4, defaults.loadedModels());
        assertEquals(32 << 20, defaults.modelLimit().asLongValue());

        ClassifierConfig set = config(Map.of(
                "tractor.classifier.labels-directory", "/labels.d", "tractor.classifier.model-directory", "/model", "tractor.classifier.byte-model-directory", "/bytes", "tractor.classifier.workers", "6",
                "tractor.classifier.loaded-models", "9", "tractor.classifier.model-limit", "1M"));
        assertEquals(Optional.of(Path.of("/labels.d")), set.labelsDirectory());
        assertEquals(Optional.of(Path.of("/model")), set.modelDirectory());
        assertEquals(Optional.of(Path.of("/bytes")), set.byteModelDirectory());
        assertEquals(6, set.workers());
        assertEquals(9, set.loadedModels());
        assertEquals(1 << 20, set.modelLimit().asLongValue());
    }

    @Test
    void namesAndDefaultsOfWhatIsAsked() {
        RegistryConfig defaults = mapping(RegistryConfig.class, Map.of("tractor.registry.url", "http://r:1"));
        assertEquals(URI.create("http://r:1"), defaults.url());
        assertEquals(Duration.ofSeconds(2), defaults.connectTimeout());
        assertEquals(Duration.ofSeconds(5), defaults.readTimeout());
        RegistryConfig set = mapping(RegistryConfig.class, Map.of("tractor.registry.url", "http://r:1", "tractor.registry.connect-timeout", "3s", "tractor.registry.read-timeout", "4s"));
        assertEquals(Duration.ofSeconds(3), set.connectTimeout());
        assertEquals(Duration.ofSeconds(4), set.readTimeout());
        assertEquals("models", mapping(BucketsConfig.class, Map.of()).models());
        assertEquals("m", mapping(BucketsConfig.class, Map.of("tractor.buckets.models", "m")).models());
    }

    private static ClassifierConfig config(Map<String, String> values) {
        return mapping(ClassifierConfig.class, values);
    }

    private static <T> T mapping(Class<T> type, Map<String, String> values) {
        return new SmallRyeConfigBuilder().withMapping(type).withConverter(Duration.class, 200, new DurationConverter()).withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values).build().getConfigMapping(type);
    }
}

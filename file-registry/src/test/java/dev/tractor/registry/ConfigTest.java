package dev.tractor.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void defaults() {
        var config = new SmallRyeConfigBuilder().withMapping(RegistryConfig.class).withMapping(BucketsConfig.class).withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter()).build();
        RegistryConfig registry = config.getConfigMapping(RegistryConfig.class);

        assertEquals(Duration.ofSeconds(10), registry.lease());
        assertEquals(10, registry.maxAttempts());
        assertEquals(Duration.ofSeconds(10), registry.requestAgain());
        assertEquals(Duration.ofMinutes(10), registry.storingWarning());
        assertEquals(Duration.ofSeconds(1), registry.sweepInterval());
        assertEquals(2, registry.timesReaders());
        assertEquals(32 << 20, registry.digestRate().asLongValue());
        assertEquals(Duration.ofMinutes(10), registry.digestPatience());
        assertEquals(16 << 20, registry.uploadPart().asLongValue());
        assertEquals(Duration.ofHours(24), registry.uploadExpiry());
        assertEquals(false, registry.autoProcess());
        assertEquals("captures", config.getConfigMapping(BucketsConfig.class).captures());
        assertEquals("results", config.getConfigMapping(BucketsConfig.class).results());
        assertEquals("models", config.getConfigMapping(BucketsConfig.class).models());
    }

    @Test
    void names() {
        var config = new SmallRyeConfigBuilder().withMapping(RegistryConfig.class).withMapping(BucketsConfig.class).withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(Map.of("tractor.registry.digest-rate", "9M", "tractor.registry.digest-patience", "12m", "tractor.registry.upload-part", "10M", "tractor.registry.upload-expiry", "11m"))
                .withDefaultValues(Map.of(
                        "tractor.registry.lease", "3s", "tractor.registry.max-attempts", "4", "tractor.registry.request-again", "5s", "tractor.registry.storing-warning", "6m",
                        "tractor.registry.sweep-interval", "7s", "tractor.registry.times-readers", "8", "tractor.registry.auto-process", "true",
                        "tractor.buckets.captures", "in", "tractor.buckets.results", "out", "tractor.buckets.models", "m"))
                .build();
        RegistryConfig registry = config.getConfigMapping(RegistryConfig.class);

        assertEquals(Duration.ofSeconds(3), registry.lease());
        assertEquals(4, registry.maxAttempts());
        assertEquals(Duration.ofSeconds(5), registry.requestAgain());
        assertEquals(Duration.ofMinutes(6), registry.storingWarning());
        assertEquals(Duration.ofSeconds(7), registry.sweepInterval());
        assertEquals(8, registry.timesReaders());
        assertEquals(9 << 20, registry.digestRate().asLongValue());
        assertEquals(Duration.ofMinutes(12), registry.digestPatience());
        assertEquals(10 << 20, registry.uploadPart().asLongValue());
        assertEquals(Duration.ofMinutes(11), registry.uploadExpiry());
        assertEquals(true, registry.autoProcess());
        assertEquals("in", config.getConfigMapping(BucketsConfig.class).captures());
        assertEquals("out", config.getConfigMapping(BucketsConfig.class).results());
        assertEquals("m", config.getConfigMapping(BucketsConfig.class).models());
    }
}

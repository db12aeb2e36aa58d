package dev.tractor.extractor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigNamesTest {
    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(ExtractorConfig.class).withMapping(RegistryConfig.class).withMapping(BucketsConfig.class)
                .withSources(new EnvConfigSource(environment, 300), new PropertiesConfigSource(Map.of(), "none", 100))
                .build();
    }

    @Test
    void theDefaultsAreThose() {
        SmallRyeConfig config = config(Map.of("TRACTOR_REGISTRY_URL", "http://registry:8080"));
        ExtractorConfig extractor = config.getConfigMapping(ExtractorConfig.class);
        assertEquals(2, extractor.parallelJobs());
        assertEquals(Duration.ofSeconds(5), extractor.pollEvery());
        assertEquals(Duration.ofSeconds(1), extractor.heartbeatEvery());
        assertEquals(Optional.empty(), extractor.profiles());
        assertEquals(500_000, extractor.maxFlows());
        assertEquals(256, extractor.maxBatchesAhead());
        assertEquals(8 << 20, extractor.chunkLength().asLongValue());
        RegistryConfig registry = config.getConfigMapping(RegistryConfig.class);
        assertEquals(URI.create("http://registry:8080"), registry.url());
        assertEquals(Duration.ofSeconds(2), registry.connectTimeout());
        assertEquals(Duration.ofSeconds(5), registry.readTimeout());
        assertEquals("captures", config.getConfigMapping(BucketsConfig.class).captures());
        assertEquals("results", config.getConfigMapping(BucketsConfig.class).results());
    }

    @Test
    void everyPropertyHasItsVariable() {
        SmallRyeConfig config = config(Map.ofEntries(
                Map.entry("TRACTOR_EXTRACTOR_PARALLEL_JOBS", "3"), Map.entry("TRACTOR_EXTRACTOR_POLL_EVERY", "7s"), Map.entry("TRACTOR_EXTRACTOR_HEARTBEAT_EVERY", "500ms"),
                Map.entry("TRACTOR_EXTRACTOR_PROFILES", "iscx-2016,tractor-1"), Map.entry("TRACTOR_EXTRACTOR_MAX_FLOWS", "9"),
                Map.entry("TRACTOR_EXTRACTOR_MAX_BATCHES_AHEAD", "4"), Map.entry("TRACTOR_EXTRACTOR_CHUNK_LENGTH", "1M"), Map.entry("TRACTOR_REGISTRY_URL", "http://r:1"),
                Map.entry("TRACTOR_REGISTRY_CONNECT_TIMEOUT", "3s"), Map.entry("TRACTOR_REGISTRY_READ_TIMEOUT", "4s"),
                Map.entry("TRACTOR_BUCKETS_CAPTURES", "c"), Map.entry("TRACTOR_BUCKETS_RESULTS", "r")));
        ExtractorConfig extractor = config.getConfigMapping(ExtractorConfig.class);
        assertEquals(3, extractor.parallelJobs());
        assertEquals(Duration.ofSeconds(7), extractor.pollEvery());
        assertEquals(Duration.ofMillis(500), extractor.heartbeatEvery());
        assertEquals(Optional.of(List.of("iscx-2016", "tractor-1")), extractor.profiles());
        assertEquals(9, extractor.maxFlows());
        assertEquals(4, extractor.maxBatchesAhead());
        assertEquals(1 << 20, extractor.chunkLength().asLongValue());
        assertEquals(URI.create("http://r:1"), config.getConfigMapping(RegistryConfig.class).url());
        assertEquals(Duration.ofSeconds(3), config.getConfigMapping(RegistryConfig.class).connectTimeout());
        assertEquals(Duration.ofSeconds(4), config.getConfigMapping(RegistryConfig.class).readTimeout());
        assertEquals("c", config.getConfigMapping(BucketsConfig.class).captures());
        assertEquals("r", config.getConfigMapping(BucketsConfig.class).results());
    }
}

package dev.tractor.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.gateway.packets.PacketsConfig;
import dev.tractor.gateway.rest.JobsConfig;
import dev.tractor.gateway.upload.BucketsConfig;
import dev.tractor.gateway.upload.UploadConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void namesAndDefaults() {
        var defaults = config(Map.of());
        assertEquals("captures", defaults.getConfigMapping(BucketsConfig.class).captures());
        assertEquals("results", defaults.getConfigMapping(BucketsConfig.class).results());
        assertEquals(8 << 20, defaults.getConfigMapping(UploadConfig.class).partSize().asLongValue());
        assertEquals(3, defaults.getConfigMapping(UploadConfig.class).concurrent());
        var packets = defaults.getConfigMapping(PacketsConfig.class);
        assertEquals(10_000_000, packets.maxPackets());
        assertEquals(4L << 30, packets.maxBytes().asLongValue());
        assertEquals(Duration.ofSeconds(60), packets.timeLimit());
        assertTrue(defaults.getConfigMapping(UploadConfig.class).publicUrl().isEmpty());
        assertEquals(Duration.ofSeconds(1), defaults.getConfigMapping(JobsConfig.class).finishedKnownFor());
        assertEquals(Duration.ofSeconds(5), defaults.getConfigMapping(JobsConfig.class).warmUp());

        var set = config(Map.of("tractor.buckets.captures", "c", "tractor.upload.part-size", "5M", "tractor.upload.concurrent", "1", "tractor.upload.public-url", "http://s3:9000"));
        assertEquals(URI.create("http://s3:9000"), set.getConfigMapping(UploadConfig.class).publicUrl().orElseThrow());
        assertEquals("c", set.getConfigMapping(BucketsConfig.class).captures());
        assertEquals(5 << 20, set.getConfigMapping(UploadConfig.class).partSize().asLongValue());
        assertEquals(1, set.getConfigMapping(UploadConfig.class).concurrent());
    }

    private static io.smallrye.config.SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withMapping(BucketsConfig.class).withMapping(UploadConfig.class).withMapping(PacketsConfig.class).withMapping(JobsConfig.class).withConverter(io.quarkus.runtime.configuration.MemorySize.class, 100,
                new io.quarkus.runtime.configuration.MemorySizeConverter()).withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter()).withDefaultValues(values).build();
    }
}

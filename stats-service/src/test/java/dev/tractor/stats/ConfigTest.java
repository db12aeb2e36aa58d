package dev.tractor.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void defaults() throws IOException {
        SmallRyeConfig config = config(Map.of());
        StoreConfig store = config.getConfigMapping(StoreConfig.class);

        assertEquals(2, store.writers());
        assertEquals(6, store.flowStreams());
        assertEquals(128 << 20, config.getConfigMapping(SearchConfig.class).memory().asLongValue());
        assertEquals(Duration.ofSeconds(5), config.getConfigMapping(SearchConfig.class).warmUp());
        assertEquals(Optional.empty(), config.getConfigMapping(GeoipConfig.class).database());
        assertEquals(Duration.ofSeconds(2), config.getConfigMapping(GeoipConfig.class).checkEvery());
    }

    @Test
    void names() throws IOException {
        SmallRyeConfig config = config(Map.of("tractor.store.writers", "4", "tractor.store.flow-streams", "3",
                "tractor.geoip.database", "/data/city.mmdb,/data/asn.mmdb", "tractor.geoip.check-every", "3s", "tractor.search.memory", "1M", "tractor.search.warm-up", "2s"));
        StoreConfig store = config.getConfigMapping(StoreConfig.class);

        assertEquals(4, store.writers());
        assertEquals("4", config.getRawValue("mp.messaging.incoming.classified-flows.concurrency"));
        assertEquals(3, store.flowStreams());
        assertEquals(Optional.of(List.of(Path.of("/data/city.mmdb"), Path.of("/data/asn.mmdb"))), config.getConfigMapping(GeoipConfig.class).database());
        assertEquals(1 << 20, config.getConfigMapping(SearchConfig.class).memory().asLongValue());
        assertEquals(Duration.ofSeconds(2), config.getConfigMapping(SearchConfig.class).warmUp());
        assertEquals(Duration.ofSeconds(3), config.getConfigMapping(GeoipConfig.class).checkEvery());
    }

    private static SmallRyeConfig config(Map<String, String> settings) throws IOException {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().withConverter(Duration.class, 200, new DurationConverter()).withConverter(MemorySize.class, 200, new MemorySizeConverter()).withMapping(StoreConfig.class).withMapping(GeoipConfig.class).withMapping(SearchConfig.class)
                .withSources(new PropertiesConfigSource(ConfigTest.class.getResource("/application.properties"), 100))
                .withSources(new PropertiesConfigSource(settings, "test", 200)).build();
    }
}

package dev.tractor.stats;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of searching flows.
@ConfigMapping(prefix = "tractor.search")
public interface SearchConfig {
    /// What may be kept in memory of the flows that were asked about, and of which of them queries find: a million flows are about 80 MB and 125 KB for each query.
    @WithDefault("128M")
    MemorySize memory();

    /// How long the service asks itself about its newest complete job before it is ready; 0s: not at all.
    @WithDefault("5s")
    Duration warmUp();
}

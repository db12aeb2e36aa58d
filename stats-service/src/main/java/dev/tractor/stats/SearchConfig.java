package dev.tractor.stats;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Bounds of searching flows.
@ConfigMapping(prefix = "tractor.search")
public interface SearchConfig {
    /// What may be kept in memory of queries that were asked: for a million flows each query takes 125 KB and each order 4 MB.
    @WithDefault("48M")
    MemorySize memory();
}

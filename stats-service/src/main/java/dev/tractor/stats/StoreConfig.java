package dev.tractor.stats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Bounds of what is done with the database at a time.
@ConfigMapping(prefix = "tractor.store")
public interface StoreConfig {
    /// Batches written at a time; each takes one connection. The default stands in `application.properties`, where the channel reads it too.
    int writers();

    /// Flow lists of v1 sent at a time; further ones wait.
    @WithDefault("6")
    int flowStreams();
}

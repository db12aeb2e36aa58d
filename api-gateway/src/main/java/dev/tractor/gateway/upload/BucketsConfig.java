package dev.tractor.gateway.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Names of the buckets.
@ConfigMapping(prefix = "tractor.buckets")
public interface BucketsConfig {
    @WithDefault("captures")
    String captures();

    /// Where flow-extractor keeps what it made of captures.
    @WithDefault("results")
    String results();
}

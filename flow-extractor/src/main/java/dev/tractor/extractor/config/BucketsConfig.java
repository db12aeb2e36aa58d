package dev.tractor.extractor.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The buckets of the object store.
@ConfigMapping(prefix = "tractor.buckets")
public interface BucketsConfig {
    @WithDefault("captures")
    String captures();

    @WithDefault("results")
    String results();
}

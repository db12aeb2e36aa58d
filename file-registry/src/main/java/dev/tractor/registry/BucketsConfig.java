package dev.tractor.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The buckets that the registry makes when they are missing.
@ConfigMapping(prefix = "tractor.buckets")
public interface BucketsConfig {
    /// Holds the captures as they were uploaded.
    @WithDefault("captures")
    String captures();

    /// Holds what the extractors write beside the flows, such as packet indexes.
    @WithDefault("results")
    String results();

    /// Holds the models, each as `DIGEST/manifest.json` and `DIGEST/model.onnx`.
    @WithDefault("models")
    String models();
}

package dev.tractor.classifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Names of the buckets.
@ConfigMapping(prefix = "tractor.buckets")
public interface BucketsConfig {
    /// Holds the models, each as `DIGEST/manifest.json` and `DIGEST/model.onnx`.
    @WithDefault("models")
    String models();
}

package dev.tractor.classifier;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What a classifier labels with. Files are read once, at the start.
@ConfigMapping(prefix = "tractor.classifier")
public interface ClassifierConfig {
    /// Folder of `*.yaml` files that add labels to the built-in catalogue or replace them.
    Optional<Path> labelsDirectory();

    /// Folder of `model.onnx` and `manifest.json`, in place of the built-in traffic-class model.
    Optional<Path> modelDirectory();

    /// Consumers of this process, each with one batch at a time in work; more than the topic's partitions are idle.
    @WithDefault("2")
    int workers();
}

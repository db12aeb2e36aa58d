package dev.tractor.classifier;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What a classifier labels with. The files of both folders are read once, at the start.
@ConfigMapping(prefix = "tractor.classifier")
public interface ClassifierConfig {
    /// Folder of `*.yaml` files that add labels to the built-in catalogue or replace them.
    Optional<Path> labelsDirectory();

    /// Folder of `model.onnx` and `manifest.json`, in place of the traffic-class model that ships with the program.
    Optional<Path> modelDirectory();

    /// Folder of a model of profile `bytes-1`, which labels the flows that the rules know no more of than the port; none by default.
    Optional<Path> byteModelDirectory();

    /// Consumers of this process, each with one batch at a time in work; more than the topic's partitions are idle.
    @WithDefault("2")
    int workers();

    /// Models from the bucket that stay loaded, the last used ones, besides those in work. One of the usual length takes some 20 MB outside the heap.
    @WithDefault("4")
    int loadedModels();

    /// The longest ONNX file that is taken; while it is checked it is held in memory twice.
    @WithDefault("32M")
    MemorySize modelLimit();
}

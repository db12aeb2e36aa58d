package dev.tractor.classifier.models;

import dev.tractor.model.ModelFiles;
import java.io.IOException;
import java.util.Optional;

/// Where models are kept, by their digest. An [IOException] means that the store is away: ask again.
public interface ModelBucket {
    /// Empty when there is none of that digest.
    Optional<ModelFiles> read(String digest) throws IOException;

    /// Stores both files. May be repeated.
    void write(ModelFiles files) throws IOException;
}

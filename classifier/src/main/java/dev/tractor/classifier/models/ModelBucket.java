package dev.tractor.classifier.models;

import dev.tractor.model.ModelFiles;
import java.io.IOException;
import java.util.Optional;

/// Where models are kept, by their digest. An [IOException] means that the store is away: ask again.
public interface ModelBucket {
    /// Empty when there is none of that digest.
    Optional<ModelFiles> read(String digest) throws IOException;

    /// What was measured when the model was trained; empty when there is none.
    Optional<byte[]> report(String digest) throws IOException;

    /// Stores all of its files. May be repeated; a report that is there stays where none comes.
    void write(ModelFiles files) throws IOException;
}

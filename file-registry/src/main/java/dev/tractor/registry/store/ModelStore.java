package dev.tractor.registry.store;

/// The bucket of models: each in a folder of its digest. Every call throws [StoreUnavailableException] while the store is away.
public interface ModelStore {
    /// Whether both files of the model are there.
    boolean holds(String digest);

    /// Deletes them and the model's report; nothing happens when they are not there.
    void delete(String digest);
}

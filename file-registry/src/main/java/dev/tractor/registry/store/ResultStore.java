package dev.tractor.registry.store;

/// The bucket of what is stored of jobs, each in a folder of its own. Every call throws [StoreUnavailableException] while the store is away.
public interface ResultStore {
    /// Deletes everything that was stored of the job, by any attempt.
    void delete(long jobId);
}

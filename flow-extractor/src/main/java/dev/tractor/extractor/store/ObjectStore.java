package dev.tractor.extractor.store;

import dev.tractor.extractor.lease.Lease;

/// What a job reads from and writes to the object store.
public interface ObjectStore {
    /// The capture of a job, in the version that the job is about.
    CaptureObject capture(Lease lease);

    /// Where the packet index of this attempt goes.
    ObjectUpload packetIndex(Lease lease);

    /// Deletes the packet indexes of the job's attempts 1 to `newest`, finished and unfinished ones. What cannot be deleted is logged.
    void deletePacketIndexes(long jobId, int newest);
}

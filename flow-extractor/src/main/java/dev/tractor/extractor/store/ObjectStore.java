package dev.tractor.extractor.store;

import dev.tractor.extractor.lease.Lease;
import java.io.IOException;

/// What a job reads from and writes to the object store.
public interface ObjectStore {
    /// The capture of a job, in the version that the job is about.
    CaptureObject capture(Lease lease);

    /// Where the packet index of this attempt goes.
    ObjectUpload packetIndex(Lease lease);

    /// Where the flows of this attempt go.
    ObjectUpload flows(Lease lease);

    /// Where the index of the flows of this attempt goes.
    ObjectUpload flowIndex(Lease lease);

    /// The flows that the lease says to publish again.
    ///
    /// @throws StoredFlowsException when they are not there
    /// @throws IOException when the store is away: ask again
    CaptureObject storedFlows(Lease lease) throws IOException, InterruptedException;

    /// Deletes packet indexes, flows and their indexes of the job's attempts 1 to `newest`, finished and unfinished ones. What cannot be deleted is logged.
    void deleteResults(long jobId, int newest);
}

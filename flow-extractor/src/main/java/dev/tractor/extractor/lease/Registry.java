package dev.tractor.extractor.lease;

import java.io.IOException;
import java.util.Optional;

/// What the extractor asks file-registry. An [IOException] means that the answer is not known: ask again.
public interface Registry {
    /// @return the oldest job that waits
    Optional<Lease> take(String owner) throws IOException;

    /// Keeps the lease.
    ///
    /// @return how many of the job's batches are stored
    int heartbeat(Lease lease, Heartbeat heartbeat) throws IOException, LeaseLostException;

    void complete(Lease lease, Completion completion) throws IOException, LeaseLostException;

    /// Ends the job for good.
    ///
    /// @param reason for the user
    void fail(Lease lease, String owner, String reason) throws IOException, LeaseLostException;
}

package dev.tractor.extractor.store;

import dev.tractor.extractor.lease.Lease;

/// The flows of a finished job cannot be published again. The message is for the user.
public final class StoredFlowsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoredFlowsException(Lease.StoredFlows flows, String what, Throwable cause) {
        super("the stored flows of job " + flows.jobId() + " " + what + ": process the capture again", cause);
    }

    /// @param cause what was found in their place
    public static StoredFlowsException gone(Lease.StoredFlows flows, Throwable cause) {
        return new StoredFlowsException(flows, "are not in the object store any more", cause);
    }

    public static StoredFlowsException damaged(Lease.StoredFlows flows, Throwable cause) {
        return new StoredFlowsException(flows, "are damaged (" + cause.getMessage() + ")", cause);
    }
}

package dev.tractor.extractor.lease;

/// The registry says that the lease is another's or the job has ended.
public final class LeaseLostException extends Exception {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super(lease.label() + ": the lease is another's or the job has ended");
    }
}

package dev.tractor.registry.job;

/// There is no such capture or job.
public final class NotFoundInRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean ofJob;

    private NotFoundInRegistryException(String message, boolean ofJob) {
        super(message);
        this.ofJob = ofJob;
    }

    public static NotFoundInRegistryException capture(String name) {
        return new NotFoundInRegistryException("there is no capture '" + name + "' in the repository", false);
    }

    static NotFoundInRegistryException job(long jobId) {
        return new NotFoundInRegistryException("there is no job " + jobId, true);
    }

    /// True for a job, false for a capture.
    public boolean isOfJob() {
        return ofJob;
    }
}

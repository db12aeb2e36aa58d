package dev.tractor.registry.job;

/// What is to be deleted is still needed; the message says by what.
public final class JobNeededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobNeededException(String message) {
        super(message);
    }

    static JobNeededException running(long jobId) {
        return new JobNeededException("job " + jobId + " runs: cancel it or wait for its end");
    }
}

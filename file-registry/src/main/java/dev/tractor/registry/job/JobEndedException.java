package dev.tractor.registry.job;

/// What was asked of a job can only be done while it is in progress.
public final class JobEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobEndedException(String message) {
        super(message);
    }
}

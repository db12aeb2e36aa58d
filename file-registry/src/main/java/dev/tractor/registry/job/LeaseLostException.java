package dev.tractor.registry.job;

/// The caller holds no lease on this job and attempt.
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String message) {
        super(message);
    }
}

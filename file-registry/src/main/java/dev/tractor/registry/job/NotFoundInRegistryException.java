package dev.tractor.registry.job;

/// There is no such capture or job.
public final class NotFoundInRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundInRegistryException(String message) {
        super(message);
    }
}

package dev.tractor.registry.job;

/// A job's flows cannot be labelled again as asked; the message says what to do.
public final class RelabelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RelabelRefusedException(String message) {
        super(message);
    }
}

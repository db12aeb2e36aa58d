package dev.tractor.registry.model;

/// What was asked does not go with how the model stands; the message says what to do.
public final class ModelConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelConflictException(String message) {
        super(message);
    }
}

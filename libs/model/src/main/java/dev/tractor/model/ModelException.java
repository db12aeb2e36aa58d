package dev.tractor.model;

/// A model that is refused, or an input that does not fit it; the message names the model and the reason.
public final class ModelException extends RuntimeException {
    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}

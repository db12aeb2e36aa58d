package dev.tractor.training;

/// Data that cannot be trained on, or a model that failed its check; the message says what and where.
public final class TrainingException extends RuntimeException {
    TrainingException(String message) {
        super(message);
    }

    TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}

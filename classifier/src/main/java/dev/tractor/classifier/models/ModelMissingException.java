package dev.tractor.classifier.models;

/// The model that a batch names is gone. The message continues "batch KEY …".
public final class ModelMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    ModelMissingException(String reason) {
        super(reason);
    }
}

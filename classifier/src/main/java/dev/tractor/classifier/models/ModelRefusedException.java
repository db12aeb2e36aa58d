package dev.tractor.classifier.models;

/// A model that is not taken; the message says why.
public final class ModelRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean tooLarge;

    private ModelRefusedException(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    static ModelRefusedException because(String reason) {
        return new ModelRefusedException("The model is refused: " + reason, false);
    }

    static ModelRefusedException tooLarge(String reason) {
        return new ModelRefusedException("The model is refused: " + reason, true);
    }

    /// It is refused for its length alone.
    public boolean isTooLarge() {
        return tooLarge;
    }
}

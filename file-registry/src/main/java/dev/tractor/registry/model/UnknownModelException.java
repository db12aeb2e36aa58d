package dev.tractor.registry.model;

/// No model is called so.
public final class UnknownModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownModelException(String reference) {
        super("no model is called '" + reference + "': give a name, or at least " + Models.MIN_DIGEST_PREFIX + " characters of a digest");
    }
}

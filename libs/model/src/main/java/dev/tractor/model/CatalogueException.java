package dev.tractor.model;

/// A label catalogue that breaks a rule; the message names file, label and rule.
public final class CatalogueException extends RuntimeException {
    CatalogueException(String message) {
        super(message);
    }

    CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}

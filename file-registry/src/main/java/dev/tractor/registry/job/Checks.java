package dev.tractor.registry.job;

/// Checks of what comes over REST; the message goes to the caller.
final class Checks {
    private Checks() {}

    static void text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " must not be negative, but is " + value);
        }
    }
}

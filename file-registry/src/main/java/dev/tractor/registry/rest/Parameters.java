package dev.tractor.registry.rest;

/// Reads what a request brings. The messages go to the caller, with status 400.
final class Parameters {
    private Parameters() {}

    static <T> T body(T body) {
        if (body == null) {
            throw new IllegalArgumentException("the request has no body");
        }
        return body;
    }

    static int limit(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit '" + text + "' is no number", e);
        }
    }

    static String text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}

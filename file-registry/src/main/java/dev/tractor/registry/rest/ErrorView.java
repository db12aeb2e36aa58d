package dev.tractor.registry.rest;

import java.util.List;

/// The body of every error.
///
/// @param status of HTTP
/// @param code the same
/// @param message what was wrong
/// @param type its kind, as docs/reference/problems.md names it; null where the status says enough
/// @param sameAs captures with the bytes that were to be uploaded, or null
public record ErrorView(int status, int code, String message, String type, List<String> sameAs) {
    static ErrorView of(int status, String message) {
        return of(status, message, null);
    }

    static ErrorView of(int status, String message, String type) {
        return new ErrorView(status, status, message, type, null);
    }

    static ErrorView sameAs(int status, String message, String type, List<String> names) {
        return new ErrorView(status, status, message, type, names);
    }
}

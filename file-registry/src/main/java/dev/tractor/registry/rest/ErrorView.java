package dev.tractor.registry.rest;

/// The body of every error.
///
/// @param status of HTTP
/// @param code the same
/// @param message what was wrong
public record ErrorView(int status, int code, String message) {
    static ErrorView of(int status, String message) {
        return new ErrorView(status, status, message);
    }
}

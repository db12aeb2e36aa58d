package dev.tractor.stats.rest;

/// The body of every error.
public record ErrorBody(int status, int code, String message) {
    static ErrorBody of(int status, String message) {
        return new ErrorBody(status, status, message);
    }
}

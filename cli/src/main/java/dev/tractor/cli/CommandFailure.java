package dev.tractor.cli;

/// The input or the work failed, exit code 1. The message says what, where and what to do, on one line.
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

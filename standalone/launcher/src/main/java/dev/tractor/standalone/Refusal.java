package dev.tractor.standalone;

/// Something that the user has to change first; the message is all that is shown.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }

    Refusal(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}

package dev.tractor.images;

/// Why no image is made, in words for the user.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}

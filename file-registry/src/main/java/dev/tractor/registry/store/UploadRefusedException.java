package dev.tractor.registry.store;

/// The parts of an upload do not make an object; the message says why.
public final class UploadRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UploadRefusedException(String message) {
        super(message);
    }
}

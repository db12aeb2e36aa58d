package dev.tractor.extractor.store;

/// The capture was overwritten or deleted while its job ran. The message is for the user.
public final class CaptureChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CaptureChangedException(String message) {
        super(message);
    }

    static CaptureChangedException overwritten() {
        return new CaptureChangedException("the capture was overwritten while the job ran: process it again");
    }

    static CaptureChangedException deleted() {
        return new CaptureChangedException("the capture was deleted while the job ran: upload it and process it again");
    }
}

package dev.tractor.registry.upload;

/// There is no such upload, or not any more.
public final class UnknownUploadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownUploadException(String uploadId) {
        super("there is no upload " + uploadId + ": it was completed or given up, or its time is over");
    }
}

package dev.tractor.extractor.store;

import java.io.IOException;

/// The store answered with an error.
final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    /// @param code S3 error code: `NoSuchKey`
    StoreException(int status, String code, String message) {
        super("the object store answered " + status + " " + code + ": " + message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}

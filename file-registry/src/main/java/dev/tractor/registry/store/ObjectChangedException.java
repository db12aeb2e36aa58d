package dev.tractor.registry.store;

import java.io.IOException;

/// The bucket no longer has the version that was asked for.
public final class ObjectChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ObjectChangedException(String message) {
        super(message);
    }
}

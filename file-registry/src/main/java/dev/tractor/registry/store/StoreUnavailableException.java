package dev.tractor.registry.store;

/// The object store is away or refuses to answer; the same question may be answered later.
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.tractor.registry.upload;

import java.util.List;

/// What is to be uploaded is there already.
public final class CaptureExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> sameAs;

    private CaptureExistsException(String message, List<String> sameAs) {
        super(message);
        this.sameAs = sameAs;
    }

    static CaptureExistsException named(String name) {
        return new CaptureExistsException("there is a capture '" + name + "' already: upload it under another name, or with replace to overwrite it", List.of());
    }

    static CaptureExistsException sameAs(List<String> names) {
        return new CaptureExistsException("the same bytes are there as '" + String.join("', '", names) + "': process that one, or upload with replace", names);
    }

    /// Names of the captures with these bytes; empty when it is the name that is taken.
    public List<String> sameAs() {
        return sameAs;
    }
}

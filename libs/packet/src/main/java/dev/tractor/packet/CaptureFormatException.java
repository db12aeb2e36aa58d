package dev.tractor.packet;

import java.io.IOException;

/// The bytes are no capture, or none that has a readable packet. A capture that breaks off after good packets is no error: it
/// ends with a [CaptureWarning].
public final class CaptureFormatException extends IOException {
    private static final long serialVersionUID = 1L;
    private final long offset;

    /// @param message what is wrong and what was expected
    /// @param offset byte at which it was noticed
    public CaptureFormatException(String message, long offset) {
        super(message + " (at byte " + offset + ")");
        this.offset = offset;
    }

    public long offset() {
        return offset;
    }
}

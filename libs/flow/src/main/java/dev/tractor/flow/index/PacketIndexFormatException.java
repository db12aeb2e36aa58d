package dev.tractor.flow.index;

import java.io.IOException;

/// The bytes are no packet index, or a damaged one.
public final class PacketIndexFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    PacketIndexFormatException(String message) {
        super(message);
    }
}

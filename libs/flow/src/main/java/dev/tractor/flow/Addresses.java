package dev.tractor.flow;

import java.nio.ByteBuffer;

/// IP addresses between two longs and bytes.
final class Addresses {
    private Addresses() {}

    /// @return 4 or 16 bytes in network order
    static byte[] bytes(int version, long high, long low) {
        return version == 4 ? ByteBuffer.allocate(4).putInt((int) low).array() : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}

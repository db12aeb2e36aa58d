package dev.tractor.flow;

import java.nio.ByteBuffer;

/// Addresses as two longs, as the decoder gives them.
final class Addresses {
    private Addresses() {}

    /// 4 or 16 bytes, network order.
    static byte[] bytes(int version, long high, long low) {
        return version == 4 ? ByteBuffer.allocate(4).putInt((int) low).array() : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }
}

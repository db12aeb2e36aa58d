package dev.tractor.flow.evidence;

import java.util.Arrays;
import java.util.BitSet;

/// A handshake message's bytes, which may come in pieces of any order and more than once: CRYPTO frames of QUIC, fragments of DTLS.
final class CryptoStream {
    /// A ClientHello with post-quantum keys has 2 KiB; what lies behind this is not kept.
    static final int MAX_BYTES = 16_384;
    private static final int FIRST_CAPACITY = 2_048;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private final BitSet known = new BitSet();

    void put(Payload source, int from, long offset, int count) {
        if (offset >= MAX_BYTES || count <= 0) {
            return;
        }
        int begin = (int) offset;
        int end = Math.min(begin + count, MAX_BYTES);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, end, MAX_BYTES));
        }
        source.copy(from, end - begin, bytes, begin);
        known.set(begin, end);
    }

    /// How many bytes there are without a gap.
    int length() {
        return known.nextClearBit(0);
    }

    byte[] bytes() {
        return bytes;
    }

    int heldBytes() {
        return bytes.length + known.size() / Byte.SIZE;
    }
}

package dev.tractor.flow;

import java.util.Arrays;

/// What a flow needs once it has payload or a fifth packet; a scan's flows never do.
///
/// ```
///   0  first payload forward, 64  backward    128  their lengths (2 bytes)    136  SPLT, the fifth to the 32nd
/// ```
final class FlowDetail {
    static final int FIRST_PAYLOAD_MAX = 64;
    private static final int PAYLOAD_LENGTHS = 2 * FIRST_PAYLOAD_MAX;
    static final int SPLT_MAX = 32;
    static final int SPLT = PAYLOAD_LENGTHS + 8;
    static final int LENGTH = SPLT + 8 * (SPLT_MAX - FlowRecord.SPLT_INLINE);

    /// Gaps have the upper 44 bits of an SPLT entry (2.4 hours), lengths the lower 20, both signed.
    private static final int LENGTH_BITS = 20;
    private static final long GAP_LIMIT = (1L << 63 - LENGTH_BITS) - 1;
    private static final int LENGTH_LIMIT = (1 << LENGTH_BITS - 1) - 1;

    private FlowDetail() {}

    static long packSplt(long gapNanos, int length) {
        return Math.clamp(gapNanos, -GAP_LIMIT, GAP_LIMIT) << LENGTH_BITS | Math.clamp(length, -LENGTH_LIMIT, LENGTH_LIMIT) & (1L << LENGTH_BITS) - 1;
    }

    static int spltLength(long packed) {
        return (int) (packed << Long.SIZE - LENGTH_BITS >> Long.SIZE - LENGTH_BITS);
    }

    static long spltGap(long packed) {
        return packed >> LENGTH_BITS;
    }

    /// @return true when no more is wanted
    static boolean keepPayload(byte[] memory, int at, boolean forward, byte[] frames, int start, int count) {
        int lengthAt = at + PAYLOAD_LENGTHS + (forward ? 0 : 1);
        int kept = memory[lengthAt];
        int more = Math.min(count, FIRST_PAYLOAD_MAX - kept);
        System.arraycopy(frames, start, memory, at + (forward ? 0 : FIRST_PAYLOAD_MAX) + kept, more);
        memory[lengthAt] = (byte) (kept + more);
        return kept + more == FIRST_PAYLOAD_MAX;
    }

    static int firstPayloadAt(boolean forward) {
        return forward ? 0 : FIRST_PAYLOAD_MAX;
    }

    static int firstPayloadLength(byte[] memory, int at, boolean forward) {
        return memory[at + PAYLOAD_LENGTHS + (forward ? 0 : 1)];
    }

    static byte[] firstPayload(byte[] memory, int at, boolean forward) {
        int start = at + firstPayloadAt(forward);
        return Arrays.copyOfRange(memory, start, start + firstPayloadLength(memory, at, forward));
    }

    static long splt(byte[] memory, int at, int i) {
        return Bytes.getLong(memory, at + SPLT + 8 * (i - FlowRecord.SPLT_INLINE));
    }
}

package dev.tractor.flow;

/// An entry of the sequence of packet lengths and times: one long per packet. Gaps have the upper 44 bits (2.4 hours), lengths the lower 20, both signed.
final class Splt {
    static final int MAX_PACKETS = 32;
    private static final int LENGTH_BITS = 20;
    private static final long LENGTH_MASK = (1L << LENGTH_BITS) - 1;
    private static final long GAP_LIMIT = (1L << 63 - LENGTH_BITS) - 1;
    private static final int LENGTH_LIMIT = (1 << LENGTH_BITS - 1) - 1;

    private Splt() {}

    static long pack(long gapNanos, int length) {
        return Math.clamp(gapNanos, -GAP_LIMIT, GAP_LIMIT) << LENGTH_BITS | Math.clamp(length, -LENGTH_LIMIT, LENGTH_LIMIT) & LENGTH_MASK;
    }

    static int length(long packed) {
        return (int) (packed << Long.SIZE - LENGTH_BITS >> Long.SIZE - LENGTH_BITS);
    }

    static long gap(long packed) {
        return packed >> LENGTH_BITS;
    }
}

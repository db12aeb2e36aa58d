package dev.tractor.flow;

/// A packet of a flow that has been counted nowhere yet, one long: all that is counted of it, exactly.
///
/// ```
/// bits  0-15  payload, bytes     16-22  IP length less payload     23  forward     24-63  gap to the packet before, nanoseconds, signed (9 minutes)
/// ```
final class LoggedPacket {
    private static final int PAYLOAD_BITS = 16;
    private static final int HEADER_BITS = 7;
    private static final int GAP_SHIFT = PAYLOAD_BITS + HEADER_BITS + 1;
    private static final long FORWARD = 1L << GAP_SHIFT - 1;
    private static final int PAYLOAD_LIMIT = (1 << PAYLOAD_BITS) - 1;
    private static final int HEADER_LIMIT = (1 << HEADER_BITS) - 1;

    private LoggedPacket() {}

    /// Whether a packet has room in one long; hardly any has not.
    static boolean fits(long gapNanos, int ipLength, int payload) {
        int header = ipLength - payload;
        return gapNanos << GAP_SHIFT >> GAP_SHIFT == gapNanos && (payload & ~PAYLOAD_LIMIT | header & ~HEADER_LIMIT) == 0;
    }

    static long pack(long gapNanos, boolean forward, int ipLength, int payload) {
        return gapNanos << GAP_SHIFT | (forward ? FORWARD : 0) | (long) (ipLength - payload) << PAYLOAD_BITS | payload;
    }

    static long gap(long packed) {
        return packed >> GAP_SHIFT;
    }

    static boolean isForward(long packed) {
        return (packed & FORWARD) != 0;
    }

    static int ipLength(long packed) {
        return payload(packed) + ((int) packed >>> PAYLOAD_BITS & HEADER_LIMIT);
    }

    static int payload(long packed) {
        return (int) packed & PAYLOAD_LIMIT;
    }
}

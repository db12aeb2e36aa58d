package dev.tractor.flow;

/// Times, packets, bytes and gaps of a flow and of its two directions; the same layout in a live record and in a window's snapshot, so that one
/// calculator reads both. Times are nanoseconds since the epoch.
///
/// ```
///   0  earliest    16  first, 24  last in file order    40  gaps (Spread)    72  forward side
///   8  latest      32  start of the burst                                   160  backward side
/// side:  0  packets    8  bytes    16  payload    24  first    32  last    40  gaps (Spread)    72  shortest, 76  longest    80  squares of lengths
/// ```
final class FlowCounters {
    private static final int EARLIEST = 0;
    private static final int LATEST = 8;
    private static final int FIRST = 16;
    private static final int LAST = 24;
    private static final int BURST = 32;
    static final int GAPS = 40;
    static final int FORWARD = GAPS + Spread.LENGTH;
    private static final int SIDE_LENGTH = 88;
    static final int BACKWARD = FORWARD + SIDE_LENGTH;
    static final int LENGTH = BACKWARD + SIDE_LENGTH;

    private static final int PACKETS = 0;
    private static final int BYTES = 8;
    private static final int PAYLOAD = 16;
    private static final int SIDE_FIRST = 24;
    private static final int SIDE_LAST = 32;
    static final int SIDE_GAPS = 40;
    private static final int SHORTEST = 72;
    private static final int LONGEST = 76;
    private static final int SQUARES = 80;

    private FlowCounters() {}

    static void begin(byte[] memory, int at, long time) {
        Bytes.putLong(memory, at + EARLIEST, time);
        Bytes.putLong(memory, at + LATEST, time);
        Bytes.putLong(memory, at + FIRST, time);
        Bytes.putLong(memory, at + LAST, time);
        Bytes.putLong(memory, at + BURST, time);
    }

    /// Counts a packet of a flow that has begun.
    static void add(byte[] memory, int at, boolean forward, long time, int bytes, int payload) {
        long packetsBefore = packets(memory, at, true) + packets(memory, at, false);
        if (packetsBefore > 0) {
            Spread.add(memory, at + GAPS, time - last(memory, at), packetsBefore == 1);
            Bytes.putLong(memory, at + LAST, time);
            if (time < earliest(memory, at)) {
                Bytes.putLong(memory, at + EARLIEST, time);
            } else if (time > latest(memory, at)) {
                Bytes.putLong(memory, at + LATEST, time);
            }
        }
        addToSide(memory, at + (forward ? FORWARD : BACKWARD), time, bytes, payload);
    }

    private static void addToSide(byte[] memory, int side, long time, int bytes, int payload) {
        long before = Bytes.getLong(memory, side + PACKETS);
        if (before == 0) {
            Bytes.putLong(memory, side + SIDE_FIRST, time);
            Bytes.putInt(memory, side + SHORTEST, bytes);
            Bytes.putInt(memory, side + LONGEST, bytes);
        } else {
            Spread.add(memory, side + SIDE_GAPS, time - Bytes.getLong(memory, side + SIDE_LAST), before == 1);
            if (bytes < Bytes.getInt(memory, side + SHORTEST)) {
                Bytes.putInt(memory, side + SHORTEST, bytes);
            } else if (bytes > Bytes.getInt(memory, side + LONGEST)) {
                Bytes.putInt(memory, side + LONGEST, bytes);
            }
        }
        Bytes.putLong(memory, side + PACKETS, before + 1);
        Bytes.putLong(memory, side + BYTES, Bytes.getLong(memory, side + BYTES) + bytes);
        Bytes.putLong(memory, side + PAYLOAD, Bytes.getLong(memory, side + PAYLOAD) + payload);
        Bytes.putLong(memory, side + SIDE_LAST, time);
        Bytes.putLong(memory, side + SQUARES, Bytes.getLong(memory, side + SQUARES) + (long) bytes * bytes);
    }

    static int side(boolean forward) {
        return forward ? FORWARD : BACKWARD;
    }

    static long earliest(byte[] memory, int at) {
        return Bytes.getLong(memory, at + EARLIEST);
    }

    static long latest(byte[] memory, int at) {
        return Bytes.getLong(memory, at + LATEST);
    }

    static long first(byte[] memory, int at) {
        return Bytes.getLong(memory, at + FIRST);
    }

    static long last(byte[] memory, int at) {
        return Bytes.getLong(memory, at + LAST);
    }

    /// First packet of the burst that the last packet belongs to.
    static long burst(byte[] memory, int at) {
        return Bytes.getLong(memory, at + BURST);
    }

    static void burst(byte[] memory, int at, long time) {
        Bytes.putLong(memory, at + BURST, time);
    }

    static long packets(byte[] memory, int at, boolean forward) {
        return Bytes.getLong(memory, at + side(forward) + PACKETS);
    }

    static long bytes(byte[] memory, int at, boolean forward) {
        return Bytes.getLong(memory, at + side(forward) + BYTES);
    }

    static long payload(byte[] memory, int at, boolean forward) {
        return Bytes.getLong(memory, at + side(forward) + PAYLOAD);
    }

    /// From the first to the last packet of a direction, in file order: the sum of its gaps.
    static long sideDuration(byte[] memory, int at, boolean forward) {
        int side = at + side(forward);
        return Bytes.getLong(memory, side + SIDE_LAST) - Bytes.getLong(memory, side + SIDE_FIRST);
    }

    static int shortest(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + side(forward) + SHORTEST);
    }

    static int longest(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + side(forward) + LONGEST);
    }

    /// Sum of the squared IP lengths.
    static long squares(byte[] memory, int at, boolean forward) {
        return Bytes.getLong(memory, at + side(forward) + SQUARES);
    }
}

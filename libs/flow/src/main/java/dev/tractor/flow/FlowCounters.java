package dev.tractor.flow;

/// Times, packets, bytes and gaps of a flow and of its two directions; the same layout in a live record and in a window's snapshot, so that one
/// calculator reads both. Times are nanoseconds since the epoch.
///
/// ```
///   0  earliest    2  first, 3  last in file order      5  gaps (Spread)     9  forward side
///   1  latest      4  start of the burst                                    20  backward side
/// side:  0  packets    1  bytes    2  payload    3  first    4  last    5  gaps (Spread)    9  lower half: shortest, upper half: longest   10  squares of lengths
/// ```
final class FlowCounters {
    private static final int EARLIEST = 0;
    private static final int LATEST = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int BURST = 4;
    static final int GAPS = 5;
    static final int FORWARD = GAPS + Spread.LENGTH;
    private static final int SIDE_LENGTH = 11;
    static final int BACKWARD = FORWARD + SIDE_LENGTH;
    static final int LENGTH = BACKWARD + SIDE_LENGTH;

    private static final int PACKETS = 0;
    private static final int BYTES = 1;
    private static final int PAYLOAD = 2;
    private static final int SIDE_FIRST = 3;
    private static final int SIDE_LAST = 4;
    static final int SIDE_GAPS = 5;
    private static final int LENGTHS = 9;
    private static final int SQUARES = 10;

    private FlowCounters() {}

    static void begin(long[] memory, int at, long time) {
        memory[at + EARLIEST] = time;
        memory[at + LATEST] = time;
        memory[at + FIRST] = time;
        memory[at + LAST] = time;
        memory[at + BURST] = time;
    }

    /// Counts a packet of a flow that has begun.
    static void add(long[] memory, int at, boolean forward, long time, int bytes, int payload) {
        long packetsBefore = memory[at + FORWARD + PACKETS] + memory[at + BACKWARD + PACKETS];
        if (packetsBefore > 0) {
            Spread.add(memory, at + GAPS, time - memory[at + LAST], packetsBefore == 1);
            memory[at + LAST] = time;
            if (time > memory[at + LATEST]) {
                memory[at + LATEST] = time;
            } else if (time < memory[at + EARLIEST]) {
                memory[at + EARLIEST] = time;
            }
        }
        addToSide(memory, at + (forward ? FORWARD : BACKWARD), time, bytes, payload);
    }

    private static void addToSide(long[] memory, int side, long time, int bytes, int payload) {
        long before = memory[side + PACKETS];
        if (before == 0) {
            memory[side + SIDE_FIRST] = time;
            memory[side + LENGTHS] = (long) bytes << Integer.SIZE | bytes;
        } else {
            Spread.add(memory, side + SIDE_GAPS, time - memory[side + SIDE_LAST], before == 1);
            long lengths = memory[side + LENGTHS];
            if (bytes < (int) lengths) {
                Halves.putLower(memory, side + LENGTHS, bytes);
            } else if (bytes > (int) (lengths >>> Integer.SIZE)) {
                Halves.putUpper(memory, side + LENGTHS, bytes);
            }
        }
        memory[side + PACKETS] = before + 1;
        memory[side + BYTES] += bytes;
        memory[side + PAYLOAD] += payload;
        memory[side + SIDE_LAST] = time;
        memory[side + SQUARES] += (long) bytes * bytes;
    }

    static int side(boolean forward) {
        return forward ? FORWARD : BACKWARD;
    }

    static long earliest(long[] memory, int at) {
        return memory[at + EARLIEST];
    }

    static long latest(long[] memory, int at) {
        return memory[at + LATEST];
    }

    static long first(long[] memory, int at) {
        return memory[at + FIRST];
    }

    static long last(long[] memory, int at) {
        return memory[at + LAST];
    }

    /// First packet of the burst that the last packet belongs to.
    static long burst(long[] memory, int at) {
        return memory[at + BURST];
    }

    static void burst(long[] memory, int at, long time) {
        memory[at + BURST] = time;
    }

    static long packets(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + PACKETS];
    }

    static long bytes(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + BYTES];
    }

    static long payload(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + PAYLOAD];
    }

    /// From the first to the last packet of a direction, in file order: the sum of its gaps.
    static long sideDuration(long[] memory, int at, boolean forward) {
        int side = at + side(forward);
        return memory[side + SIDE_LAST] - memory[side + SIDE_FIRST];
    }

    static int shortest(long[] memory, int at, boolean forward) {
        return Halves.lower(memory, at + side(forward) + LENGTHS);
    }

    static int longest(long[] memory, int at, boolean forward) {
        return Halves.upper(memory, at + side(forward) + LENGTHS);
    }

    /// Sum of the squared IP lengths.
    static long squares(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + SQUARES];
    }
}

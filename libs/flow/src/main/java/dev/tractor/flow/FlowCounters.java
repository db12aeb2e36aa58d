package dev.tractor.flow;

/// Times, packets, bytes and gaps of a flow and of its two directions; the same layout for a live flow and in a window's snapshot, so that one
/// calculator reads both. Times are nanoseconds since the epoch.
///
/// ```
///   0  last in file order    1  latest    2  gaps (Spread)    6  forward side    16  backward side
///  26  earliest    27  first in file order    28  start of the burst    29  first forward    30  first backward
/// side:  0  packets    1  bytes    2  payload    3  last    4  gaps (Spread)    8  lower half: shortest, upper half: longest    9  squares of lengths
/// ```
/// What hardly any packet but the first needs comes last.
final class FlowCounters {
    private static final int LAST = 0;
    private static final int LATEST = 1;
    static final int GAPS = 2;
    static final int FORWARD = GAPS + Spread.LENGTH;
    static final int SIDE_LENGTH = 10;
    private static final int BACKWARD = FORWARD + SIDE_LENGTH;
    private static final int EARLIEST = BACKWARD + SIDE_LENGTH;
    private static final int FIRST = EARLIEST + 1;
    private static final int BURST = FIRST + 1;
    private static final int FIRST_FORWARD = BURST + 1;
    private static final int FIRST_BACKWARD = FIRST_FORWARD + 1;
    static final int LENGTH = FIRST_BACKWARD + 1;

    private static final int PACKETS = 0;
    private static final int BYTES = 1;
    private static final int PAYLOAD = 2;
    private static final int SIDE_LAST = 3;
    static final int SIDE_GAPS = 4;
    private static final int LENGTHS = 8;
    private static final int SQUARES = 9;

    private FlowCounters() {}

    static void begin(long[] memory, int at, long time) {
        memory[at + EARLIEST] = time;
        memory[at + LATEST] = time;
        memory[at + FIRST] = time;
        memory[at + LAST] = time;
        memory[at + BURST] = time;
    }

    /// Counts a packet of a flow that has begun.
    ///
    /// @param packetsBefore of both directions; many may be told as 2
    static void add(long[] memory, int at, boolean forward, long time, int bytes, int payload, int packetsBefore) {
        if (packetsBefore > 0) {
            Spread.add(memory, at + GAPS, time - memory[at + LAST], packetsBefore == 1);
            memory[at + LAST] = time;
            if (time > memory[at + LATEST]) {
                memory[at + LATEST] = time;
            } else if (time < memory[at + EARLIEST]) {
                memory[at + EARLIEST] = time;
            }
        }
        int side = at + side(forward);
        long before = memory[side + PACKETS];
        if (before == 0) {
            memory[at + first(forward)] = time;
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

    private static int first(boolean forward) {
        return forward ? FIRST_FORWARD : FIRST_BACKWARD;
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

    /// Packets of both directions.
    static long packets(long[] memory, int at) {
        return packets(memory, at, true) + packets(memory, at, false);
    }

    static long bytes(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + BYTES];
    }

    static long payload(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + PAYLOAD];
    }

    /// From the first to the last packet of a direction, in file order: the sum of its gaps.
    static long sideDuration(long[] memory, int at, boolean forward) {
        return memory[at + side(forward) + SIDE_LAST] - memory[at + first(forward)];
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

package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

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

    static void begin(MemorySegment memory, long at, long time) {
        memory.set(JAVA_LONG_UNALIGNED, at + EARLIEST, time);
        memory.set(JAVA_LONG_UNALIGNED, at + LATEST, time);
        memory.set(JAVA_LONG_UNALIGNED, at + FIRST, time);
        memory.set(JAVA_LONG_UNALIGNED, at + LAST, time);
        memory.set(JAVA_LONG_UNALIGNED, at + BURST, time);
    }

    /// Counts a packet of a flow that has begun.
    static void add(MemorySegment memory, long at, boolean forward, long time, int bytes, int payload) {
        long packetsBefore = packets(memory, at, true) + packets(memory, at, false);
        if (packetsBefore > 0) {
            Spread.add(memory, at + GAPS, time - last(memory, at), packetsBefore == 1);
            memory.set(JAVA_LONG_UNALIGNED, at + LAST, time);
            if (time < earliest(memory, at)) {
                memory.set(JAVA_LONG_UNALIGNED, at + EARLIEST, time);
            } else if (time > latest(memory, at)) {
                memory.set(JAVA_LONG_UNALIGNED, at + LATEST, time);
            }
        }
        addToSide(memory, at + (forward ? FORWARD : BACKWARD), time, bytes, payload);
    }

    private static void addToSide(MemorySegment memory, long side, long time, int bytes, int payload) {
        long before = memory.get(JAVA_LONG_UNALIGNED, side + PACKETS);
        if (before == 0) {
            memory.set(JAVA_LONG_UNALIGNED, side + SIDE_FIRST, time);
            memory.set(JAVA_INT_UNALIGNED, side + SHORTEST, bytes);
            memory.set(JAVA_INT_UNALIGNED, side + LONGEST, bytes);
        } else {
            Spread.add(memory, side + SIDE_GAPS, time - memory.get(JAVA_LONG_UNALIGNED, side + SIDE_LAST), before == 1);
            if (bytes < memory.get(JAVA_INT_UNALIGNED, side + SHORTEST)) {
                memory.set(JAVA_INT_UNALIGNED, side + SHORTEST, bytes);
            } else if (bytes > memory.get(JAVA_INT_UNALIGNED, side + LONGEST)) {
                memory.set(JAVA_INT_UNALIGNED, side + LONGEST, bytes);
            }
        }
        memory.set(JAVA_LONG_UNALIGNED, side + PACKETS, before + 1);
        memory.set(JAVA_LONG_UNALIGNED, side + BYTES, memory.get(JAVA_LONG_UNALIGNED, side + BYTES) + bytes);
        memory.set(JAVA_LONG_UNALIGNED, side + PAYLOAD, memory.get(JAVA_LONG_UNALIGNED, side + PAYLOAD) + payload);
        memory.set(JAVA_LONG_UNALIGNED, side + SIDE_LAST, time);
        memory.set(JAVA_LONG_UNALIGNED, side + SQUARES, memory.get(JAVA_LONG_UNALIGNED, side + SQUARES) + (long) bytes * bytes);
    }

    static long side(boolean forward) {
        return forward ? FORWARD : BACKWARD;
    }

    static long earliest(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + EARLIEST);
    }

    static long latest(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + LATEST);
    }

    static long first(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + FIRST);
    }

    static long last(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + LAST);
    }

    /// First packet of the burst that the last packet belongs to.
    static long burst(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + BURST);
    }

    static void burst(MemorySegment memory, long at, long time) {
        memory.set(JAVA_LONG_UNALIGNED, at + BURST, time);
    }

    static long packets(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_LONG_UNALIGNED, at + side(forward) + PACKETS);
    }

    static long bytes(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_LONG_UNALIGNED, at + side(forward) + BYTES);
    }

    static long payload(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_LONG_UNALIGNED, at + side(forward) + PAYLOAD);
    }

    /// From the first to the last packet of a direction, in file order: the sum of its gaps.
    static long sideDuration(MemorySegment memory, long at, boolean forward) {
        long side = at + side(forward);
        return memory.get(JAVA_LONG_UNALIGNED, side + SIDE_LAST) - memory.get(JAVA_LONG_UNALIGNED, side + SIDE_FIRST);
    }

    static int shortest(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + side(forward) + SHORTEST);
    }

    static int longest(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + side(forward) + LONGEST);
    }

    /// Sum of the squared IP lengths.
    static long squares(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_LONG_UNALIGNED, at + side(forward) + SQUARES);
    }
}

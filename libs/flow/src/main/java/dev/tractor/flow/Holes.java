package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// The parts of one TCP direction that were skipped and have not come yet. All numbers are sequence numbers modulo 2^32.
///
/// ```
///   0  missing (long)     8  number of holes (int)    12  holes: begin, end (2 ints each)
/// ```
/// Only so many holes are kept; what is not kept any more stays missing.
final class Holes {
    private static final int COUNT = 8;
    private static final int HOLES = 12;
    /// Losses at once in one direction beyond which the earliest is given up; a burst of reordering has one or two.
    private static final int MAX_HOLES = 4;
    private static final int HOLE = 8;
    static final int LENGTH = HOLES + MAX_HOLES * HOLE + 4;

    private Holes() {}

    static void open(MemorySegment memory, long at, int begin, int end) {
        memory.set(JAVA_LONG_UNALIGNED, at, missing(memory, at) + (end - begin));
        keep(memory, at, begin, end);
    }

    /// Takes bytes that came after all.
    ///
    /// @return true when some of them were missing
    static boolean fill(MemorySegment memory, long at, int begin, int end) {
        long before = missing(memory, at);
        for (int i = count(memory, at) - 1; i >= 0; i--) {
            long hole = at + HOLES + (long) i * HOLE;
            int holeBegin = memory.get(JAVA_INT_UNALIGNED, hole);
            int holeEnd = memory.get(JAVA_INT_UNALIGNED, hole + 4);
            int from = begin - holeBegin > 0 ? begin : holeBegin;
            int to = end - holeEnd < 0 ? end : holeEnd;
            if (to - from > 0) {
                memory.set(JAVA_LONG_UNALIGNED, at, missing(memory, at) - (to - from));
                drop(memory, at, i);
                if (from - holeBegin > 0) {
                    keep(memory, at, holeBegin, from);
                }
                if (holeEnd - to > 0) {
                    keep(memory, at, to, holeEnd);
                }
            }
        }
        return missing(memory, at) < before;
    }

    static long missing(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at);
    }

    private static int count(MemorySegment memory, long at) {
        return memory.get(JAVA_INT_UNALIGNED, at + COUNT);
    }

    private static void keep(MemorySegment memory, long at, int begin, int end) {
        if (count(memory, at) == MAX_HOLES) {
            drop(memory, at, 0);
        }
        int count = count(memory, at);
        memory.set(JAVA_INT_UNALIGNED, at + HOLES + (long) count * HOLE, begin);
        memory.set(JAVA_INT_UNALIGNED, at + HOLES + (long) count * HOLE + 4, end);
        memory.set(JAVA_INT_UNALIGNED, at + COUNT, count + 1);
    }

    private static void drop(MemorySegment memory, long at, int index) {
        int count = count(memory, at);
        long hole = at + HOLES + (long) index * HOLE;
        MemorySegment.copy(memory, hole + HOLE, memory, hole, (long) (count - index - 1) * HOLE);
        memory.set(JAVA_INT_UNALIGNED, at + COUNT, count - 1);
    }
}

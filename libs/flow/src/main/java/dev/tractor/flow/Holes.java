package dev.tractor.flow;

/// The parts of one TCP direction that were skipped and have not come yet. All numbers are sequence numbers modulo 2^32.
///
/// ```
///   0  missing     1  number of holes     2  holes, a long each: begin in the lower half, end in the upper
/// ```
/// Only so many holes are kept; what is not kept any more stays missing.
final class Holes {
    private static final int COUNT = 1;
    private static final int HOLES = 2;
    /// Losses at once in one direction beyond which the earliest is given up; a burst of reordering has one or two.
    private static final int MAX_HOLES = 4;
    static final int LENGTH = HOLES + MAX_HOLES;

    private Holes() {}

    static void open(long[] memory, int at, int begin, int end) {
        memory[at] += end - begin;
        keep(memory, at, begin, end);
    }

    /// Takes bytes that came after all.
    ///
    /// @return true when some of them were missing
    static boolean fill(long[] memory, int at, int begin, int end) {
        long before = missing(memory, at);
        for (int i = count(memory, at) - 1; i >= 0; i--) {
            int hole = at + HOLES + i;
            int holeBegin = Halves.lower(memory, hole);
            int holeEnd = Halves.upper(memory, hole);
            int from = begin - holeBegin > 0 ? begin : holeBegin;
            int to = end - holeEnd < 0 ? end : holeEnd;
            if (to - from > 0) {
                memory[at] -= to - from;
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

    static long missing(long[] memory, int at) {
        return memory[at];
    }

    private static int count(long[] memory, int at) {
        return (int) memory[at + COUNT];
    }

    private static void keep(long[] memory, int at, int begin, int end) {
        if (count(memory, at) == MAX_HOLES) {
            drop(memory, at, 0);
        }
        int hole = at + HOLES + count(memory, at);
        Halves.putLower(memory, hole, begin);
        Halves.putUpper(memory, hole, end);
        memory[at + COUNT]++;
    }

    private static void drop(long[] memory, int at, int index) {
        int count = count(memory, at);
        int hole = at + HOLES + index;
        System.arraycopy(memory, hole + 1, memory, hole, count - index - 1);
        memory[at + COUNT] = count - 1;
    }
}

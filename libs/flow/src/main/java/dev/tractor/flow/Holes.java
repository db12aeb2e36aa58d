package dev.tractor.flow;

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

    static void open(byte[] memory, int at, int begin, int end) {
        Bytes.putLong(memory, at, missing(memory, at) + (end - begin));
        keep(memory, at, begin, end);
    }

    /// Takes bytes that came after all.
    ///
    /// @return true when some of them were missing
    static boolean fill(byte[] memory, int at, int begin, int end) {
        long before = missing(memory, at);
        for (int i = count(memory, at) - 1; i >= 0; i--) {
            int hole = at + HOLES + i * HOLE;
            int holeBegin = Bytes.getInt(memory, hole);
            int holeEnd = Bytes.getInt(memory, hole + 4);
            int from = begin - holeBegin > 0 ? begin : holeBegin;
            int to = end - holeEnd < 0 ? end : holeEnd;
            if (to - from > 0) {
                Bytes.putLong(memory, at, missing(memory, at) - (to - from));
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

    static long missing(byte[] memory, int at) {
        return Bytes.getLong(memory, at);
    }

    private static int count(byte[] memory, int at) {
        return Bytes.getInt(memory, at + COUNT);
    }

    private static void keep(byte[] memory, int at, int begin, int end) {
        if (count(memory, at) == MAX_HOLES) {
            drop(memory, at, 0);
        }
        int count = count(memory, at);
        Bytes.putInt(memory, at + HOLES + count * HOLE, begin);
        Bytes.putInt(memory, at + HOLES + count * HOLE + 4, end);
        Bytes.putInt(memory, at + COUNT, count + 1);
    }

    private static void drop(byte[] memory, int at, int index) {
        int count = count(memory, at);
        int hole = at + HOLES + index * HOLE;
        System.arraycopy(memory, hole + HOLE, memory, hole, (count - index - 1) * HOLE);
        Bytes.putInt(memory, at + COUNT, count - 1);
    }
}

package dev.tractor.flow;

/// Two ints in one long of a record.
final class Halves {
    private static final long LOWER = 0xffff_ffffL;

    private Halves() {}

    static int lower(long[] memory, int at) {
        return (int) memory[at];
    }

    static int upper(long[] memory, int at) {
        return (int) (memory[at] >>> Integer.SIZE);
    }

    static void putLower(long[] memory, int at, int value) {
        memory[at] = memory[at] & ~LOWER | value & LOWER;
    }

    static void putUpper(long[] memory, int at, int value) {
        memory[at] = memory[at] & LOWER | (long) value << Integer.SIZE;
    }

    /// Of a pair for the two directions: the lower half is forward.
    static int of(long[] memory, int at, boolean forward) {
        return (int) (forward ? memory[at] : memory[at] >>> Integer.SIZE);
    }

    static void put(long[] memory, int at, boolean forward, int value) {
        if (forward) {
            putLower(memory, at, value);
        } else {
            putUpper(memory, at, value);
        }
    }

    static void increase(long[] memory, int at, boolean forward) {
        put(memory, at, forward, of(memory, at, forward) + 1);
    }
}

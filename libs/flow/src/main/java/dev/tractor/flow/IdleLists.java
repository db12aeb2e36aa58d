package dev.tractor.flow;

import java.util.Arrays;

/// Live flows in the order in which they came into a list, one list per timeout. A flow that had a packet since stays where it is until it comes to the
/// front: that costs nothing per packet, and each flow is looked at once per timeout. The links stand beside the records, close together: those of the
/// neighbours are in the processor's cache when a flow comes and goes, their records are not.
final class IdleLists {
    /// Neither established nor closed.
    static final int PLAIN = 0;
    /// Established TCP.
    static final int ESTABLISHED = 1;
    /// Closed, lingering.
    static final int CLOSED = 2;
    static final int COUNT = 3;
    private static final int NONE = -1;

    private final int[] heads = {NONE, NONE, NONE};
    private final int[] tails = {NONE, NONE, NONE};
    /// By the record's number.
    private int[] previous = new int[1 << Slabs.SLAB_BITS];
    private int[] next = new int[1 << Slabs.SLAB_BITS];
    private long[] placed = new long[1 << Slabs.SLAB_BITS];

    /// Number of the flow that came into that list first, or -1.
    int oldest(int list) {
        return heads[list];
    }

    /// Number of the flow that came after that one, or -1.
    int next(int number) {
        return next[number];
    }

    /// The capture's clock when the flow came into its list.
    long placed(int number) {
        return placed[number];
    }

    void add(int number, int list, long clock) {
        if (number >= next.length) {
            int length = 2 * next.length;
            previous = Arrays.copyOf(previous, length);
            next = Arrays.copyOf(next, length);
            placed = Arrays.copyOf(placed, length);
        }
        int last = tails[list];
        placed[number] = clock;
        previous[number] = last;
        next[number] = NONE;
        if (last == NONE) {
            heads[list] = number;
        } else {
            next[last] = number;
        }
        tails[list] = number;
    }

    void remove(int number, int list) {
        int before = previous[number];
        int after = next[number];
        if (before == NONE) {
            heads[list] = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            tails[list] = before;
        } else {
            previous[after] = before;
        }
    }
}

package dev.tractor.stats.search;

import java.util.BitSet;
import java.util.OptionalInt;

/// Goes through flows in an order, or in the order of the capture, and stops at those that were found.
final class Walk {
    private final int[] order;
    private final BitSet found;
    private final boolean descending;
    private int at;

    private Walk(int[] order, BitSet found, boolean descending, int at) {
        this.order = order;
        this.found = found;
        this.descending = descending;
        this.at = at;
    }

    /// @param order of all flows, the least first; null for that of the capture
    static Walk of(FlowRequest request, int[] order, BitSet found) {
        int step = request.descending() ? -1 : 1;
        int length = order == null ? found.length() : order.length;
        int first = request.descending() ? length - 1 : 0;
        return new Walk(order, found, request.descending(), request.after() == null ? first : place(order, length, request.after().ordinal()) + step);
    }

    /// Where the flow stands; behind the last one when it is none of them.
    private static int place(int[] order, int length, long ordinal) {
        if (order == null) {
            return (int) Math.min(ordinal, length);
        }
        int place = 0;
        while (place < length && order[place] != ordinal) {
            place++;
        }
        return place;
    }

    /// The next ordinal that was found.
    OptionalInt next() {
        if (order == null) {
            at = at < 0 ? -1 : descending ? found.previousSetBit(at) : found.nextSetBit(at);
            return at < 0 ? OptionalInt.empty() : OptionalInt.of(descending ? at-- : at++);
        }
        while (at >= 0 && at < order.length) {
            int ordinal = order[descending ? at-- : at++];
            if (found.get(ordinal)) {
                return OptionalInt.of(ordinal);
            }
        }
        return OptionalInt.empty();
    }
}

package dev.tractor.flow.index;

import java.util.BitSet;

/// Some flows of a capture, in a bit for each flow up to the greatest.
public final class FlowSet {
    private final BitSet ordinals = new BitSet();
    private long fromNanos = Long.MAX_VALUE;
    private long toNanos = Long.MIN_VALUE;

    /// The first flows of a capture.
    ///
    /// @param count at most `Integer.MAX_VALUE`
    public static FlowSet first(long count) {
        FlowSet flows = new FlowSet();
        flows.ordinals.set(0, Math.toIntExact(count));
        flows.fromNanos = Long.MIN_VALUE;
        flows.toNanos = Long.MAX_VALUE;
        return flows;
    }

    /// A flow whose times are not known.
    ///
    /// @param ordinal at most `Integer.MAX_VALUE`
    public FlowSet add(long ordinal) {
        return add(ordinal, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// @param ordinal at most `Integer.MAX_VALUE`
    /// @param startNanos at or before its first packet
    /// @param endNanos at or behind its last packet
    public FlowSet add(long ordinal, long startNanos, long endNanos) {
        ordinals.set(Math.toIntExact(ordinal));
        fromNanos = Math.min(fromNanos, startNanos);
        toNanos = Math.max(toNanos, endNanos);
        return this;
    }

    public boolean has(long ordinal) {
        return ordinal <= Integer.MAX_VALUE && ordinals.get((int) ordinal);
    }

    boolean hasAnyIn(long smallest, long largest) {
        if (smallest > largest || smallest > Integer.MAX_VALUE) {
            return false;
        }
        int next = ordinals.nextSetBit((int) smallest);
        return next >= 0 && next <= largest;
    }

    long fromNanos() {
        return fromNanos;
    }

    long toNanos() {
        return toNanos;
    }
}

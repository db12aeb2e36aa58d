package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/// The flows that a query finds, counted for each value of a field. A value has one code in all segments, 0 stands for none.
final class GroupSums {
    private final GroupField by;
    private final Interner interner = new Interner();
    private Dictionary values;
    /// By code.
    private long[] flows = new long[1];
    private long[] packets = new long[1];
    private long[] bytes = new long[1];
    private long totalFlows;
    private long totalPackets;
    private long totalBytes;

    private GroupSums(GroupField by) {
        this.by = by;
    }

    static GroupSums of(JobFlows job, Query query, GroupField by) {
        GroupSums sums = new GroupSums(by);
        for (Segment segment : job.segments()) {
            sums.add(segment, job.found(segment, query));
        }
        sums.values = sums.interner.dictionary();
        return sums;
    }

    private void add(Segment segment, BitSet found) {
        if (found.isEmpty()) {
            return;
        }
        Numbers packetsOf = segment.numbers(Column.PACKETS);
        Numbers bytesOf = segment.numbers(Column.BYTES);
        visit(segment, found, (row, code) -> {
            flows[code]++;
            packets[code] += packetsOf.get(row);
            bytes[code] += bytesOf.get(row);
        });
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            totalFlows++;
            totalPackets += packetsOf.get(row);
            totalBytes += bytesOf.get(row);
        }
    }

    /// Is told of each value of each flow.
    @FunctionalInterface
    interface Visitor {
        void visit(int row, int code);
    }

    /// A flow of a field of both sides has two values, unless they are equal.
    void visit(Segment segment, BitSet found, Visitor visitor) {
        if (found.isEmpty()) {
            return;
        }
        if (by.hasSeveral()) {
            int[][] several = by.several(segment, interner);
            makeRoom();
            GroupField.Codes own = by.own(segment);
            for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                for (int code : several[own.of(row)]) {
                    visitor.visit(row, code);
                }
            }
            return;
        }
        GroupField.Codes codes = codes(segment);
        GroupField.Codes others = by.isOfBothSides() ? otherCodes(segment) : codes;
        makeRoom();
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            int code = codes.of(row);
            int other = others.of(row);
            visitor.visit(row, code);
            if (other != code) {
                visitor.visit(row, other);
            }
        }
    }

    private void makeRoom() {
        flows = Arrays.copyOf(flows, interner.codes());
        packets = Arrays.copyOf(packets, interner.codes());
        bytes = Arrays.copyOf(bytes, interner.codes());
    }

    /// Of the rows of a segment; of a field of both sides the client's.
    GroupField.Codes codes(Segment segment) {
        return by.codes(segment, interner);
    }

    /// The server's.
    GroupField.Codes otherCodes(Segment segment) {
        return by.otherCodes(segment, interner);
    }

    /// The greatest code and one more.
    int codes() {
        return flows.length;
    }

    long flows(int code) {
        return flows[code];
    }

    long packets(int code) {
        return packets[code];
    }

    long bytes(int code) {
        return bytes[code];
    }

    FlowGroups.Sums total() {
        return new FlowGroups.Sums(totalFlows, totalPackets, totalBytes);
    }

    /// How many different values there are.
    long values() {
        return IntStream.range(1, codes()).filter(code -> flows[code] > 0).count();
    }

    byte[] bytesOf(int code) {
        return values.bytes(code);
    }

    /// @return null for no value
    String text(int code) {
        return by.text(values, code);
    }

    /// The codes with the greatest sums, the greatest first, or those with the fewest flows; of equal ones that with the least text first, no value last.
    int[] greatest(FlowGroups.Order order, int top) {
        return greatest(order, top, Comparator.comparing(this::text, FlowGroups.TEXTS));
    }

    /// @param ties of codes with equal sums
    int[] greatest(FlowGroups.Order order, int top, Comparator<Integer> ties) {
        long[] by = switch (order) {
            case FLOWS -> flows;
            case PACKETS -> packets;
            case BYTES -> bytes;
            case RAREST -> Arrays.stream(flows).map(count -> -count).toArray();
        };
        Comparator<Integer> greatestFirst = Comparator.<Integer>comparingLong(code -> by[code]).reversed().thenComparing(ties);
        PriorityQueue<Integer> kept = new PriorityQueue<>(greatestFirst.reversed());
        for (int code = 0; code < codes(); code++) {
            if (flows[code] > 0 && (kept.size() < top || greatestFirst.compare(code, kept.peek()) < 0)) {
                kept.add(code);
                if (kept.size() > top) {
                    kept.remove();
                }
            }
        }
        return kept.stream().sorted(greatestFirst).mapToInt(Integer::intValue).toArray();
    }
}

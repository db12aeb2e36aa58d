package dev.tractor.stats.query;

import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.search.FlowGroups;
import dev.tractor.stats.search.GroupField;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Selected flows counted by their values; those without one are left out.
final class Tally {
    /// Codes of the rows of a segment, which the interner gives; 0 for no value.
    @FunctionalInterface
    interface By {
        GroupField.Codes codes(Segment segment, Interner shared);
    }

    /// As a value is shown.
    @FunctionalInterface
    interface Shown {
        String text(Dictionary values, int code);
    }

    private final Interner interner = new Interner();
    private long[] flows = new long[1];

    private Tally() {}

    static Tally of(JobFlows job, FlowSelection selection, By by) {
        Tally tally = new Tally();
        job.segments().forEach(segment -> tally.add(segment, selection.of(segment), by));
        return tally;
    }

    private void add(Segment segment, BitSet found, By by) {
        if (found.isEmpty()) {
            return;
        }
        GroupField.Codes codes = by.codes(segment, interner);
        flows = Arrays.copyOf(flows, interner.codes());
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            flows[codes.of(row)]++;
        }
    }

    /// The values with the most flows, of equal ones that with the least text first.
    List<StatisticItem.Entry> greatest(Shown shown, int top) {
        Dictionary values = interner.dictionary();
        int[] counted = IntStream.range(1, flows.length).filter(code -> flows[code] > 0).toArray();
        long[] sorted = Arrays.stream(counted).mapToLong(code -> flows[code]).sorted().toArray();
        long least = counted.length > top ? sorted[counted.length - top] : 0;
        return Arrays.stream(counted).filter(code -> flows[code] >= least).mapToObj(code -> new StatisticItem.Entry(shown.text(values, code), flows[code]))
                .sorted(Comparator.comparingLong(StatisticItem.Entry::count).reversed().thenComparing(StatisticItem.Entry::label, FlowGroups.TEXTS)).limit(top).toList();
    }
}

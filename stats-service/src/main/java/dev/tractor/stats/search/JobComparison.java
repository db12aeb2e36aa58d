package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Two jobs side by side.
///
/// @param by the field by which flows are summed
/// @param jobs left and right
/// @param rows the values of either, that with the most flows first
/// @param changes what flow by flow differs; null where the jobs do not have the same flows
public record JobComparison(String by, List<Side> jobs, List<Row> rows, Changes changes) {
    /// Values of each job, and kinds of change, that are told apart.
    private static final int TOP = 1_000;

    /// @param total of the flows that the query finds in it
    public record Side(long jobId, FlowGroups.Sums total) {}

    /// @param value null for flows that have none
    public record Row(String value, FlowGroups.Sums left, FlowGroups.Sums right) {
        private long flows() {
            return left.flows() + right.flows();
        }
    }

    /// @param flowsCompared that the query finds in the left job
    public record Changes(long flowsCompared, long flowsChanged, List<Change> rows) {}

    /// @param from value in the left job, null when it has none
    /// @param to value of the same flow in the right job, null when it has none
    public record Change(String from, String to, long flows) {}

    /// @param haveSameFlows whether equal numbers name equal flows
    public static JobComparison of(JobFlows left, JobFlows right, Query query, GroupField by, boolean haveSameFlows) {
        FlowGroups before = FlowGroups.of(left, query, by, FlowGroups.Order.FLOWS, TOP);
        FlowGroups after = FlowGroups.of(right, query, by, FlowGroups.Order.FLOWS, TOP);
        Changes changes = haveSameFlows && !by.isOfBothSides() ? changes(left, right, query, by) : null;
        return new JobComparison(by.field(), List.of(new Side(left.tables().jobId(), before.total()), new Side(right.tables().jobId(), after.total())), rows(before, after), changes);
    }

    private static List<Row> rows(FlowGroups left, FlowGroups right) {
        Map<String, Row> rows = new LinkedHashMap<>();
        left.groups().forEach(group -> rows.put(group.value(), new Row(group.value(), sums(group), FlowGroups.Sums.NONE)));
        right.groups().forEach(group -> rows.merge(group.value(), new Row(group.value(), FlowGroups.Sums.NONE, sums(group)),
                (before, after) -> new Row(before.value(), before.left(), after.right())));
        return rows.values().stream().sorted(Comparator.comparingLong(Row::flows).reversed()).toList();
    }

    private static FlowGroups.Sums sums(FlowGroups.Group group) {
        return new FlowGroups.Sums(group.flows(), group.packets(), group.bytes());
    }

    private static Changes changes(JobFlows left, JobFlows right, Query query, GroupField by) {
        Interner shared = new Interner();
        Map<Long, Long> flows = new HashMap<>();
        for (Segment before : left.segments()) {
            BitSet found = left.found(before, query);
            for (Segment after : right.segments()) {
                count(before, found, after, by, shared, flows);
            }
        }
        long compared = flows.values().stream().mapToLong(Long::longValue).sum();
        Dictionary values = shared.dictionary();
        List<Change> all = new ArrayList<>();
        flows.forEach((pair, number) -> {
            int from = (int) (pair >>> Integer.SIZE);
            int to = (int) (long) pair;
            if (from != to) {
                all.add(new Change(by.text(values, from), by.text(values, to), number));
            }
        });
        long changed = all.stream().mapToLong(Change::flows).sum();
        Comparator<Change> order = Comparator.comparingLong(Change::flows).reversed().thenComparing(Change::from, FlowGroups.TEXTS).thenComparing(Change::to, FlowGroups.TEXTS);
        return new Changes(compared, changed, all.stream().sorted(order).limit(TOP).toList());
    }

    /// Counts pairs of the codes before and after, of the flows that both segments have.
    private static void count(Segment before, BitSet found, Segment after, GroupField by, Interner shared, Map<Long, Long> flows) {
        Numbers ordinals = before.numbers(Column.ORDINAL);
        Numbers others = after.numbers(Column.ORDINAL);
        if (found.isEmpty() || ordinals.greatest() < others.least() || others.greatest() < ordinals.least()) {
            return;
        }
        GroupField.Codes from = by.codes(before, shared);
        GroupField.Codes to = by.codes(after, shared);
        int other = 0;
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            long ordinal = ordinals.get(row);
            while (other < after.rows() && others.get(other) < ordinal) {
                other++;
            }
            if (other < after.rows() && others.get(other) == ordinal) {
                flows.merge((long) from.of(row) << Integer.SIZE | to.of(other), 1L, Long::sum);
            }
        }
    }
}

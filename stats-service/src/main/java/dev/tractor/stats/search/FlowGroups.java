package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.JobFlows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Flows summed by the values of a field.
///
/// @param values how many different ones there are
/// @param total of all flows that the query finds
/// @param groups the greatest, or the rarest
public record FlowGroups(String by, long values, Sums total, List<Group> groups) {
    /// The most values of an answer.
    public static final int TOP_LIMIT = 10_000;
    /// By the bytes of UTF-8, none last.
    public static final Comparator<String> TEXTS = Comparator.nullsLast((one, other) -> Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));

    /// @param packets of both directions
    /// @param bytes IP total lengths of both directions
    public record Sums(long flows, long packets, long bytes) {
        static final Sums NONE = new Sums(0, 0, 0);
    }

    /// @param value null for the flows that have none
    public record Group(String value, long flows, long packets, long bytes) {}

    /// What groups are ordered by, greatest first; or fewest flows first.
    public enum Order { FLOWS, PACKETS, BYTES, RAREST }

    public static FlowGroups of(JobFlows job, Query query, GroupField by, Order order, int top) {
        GroupSums sums = GroupSums.of(job, query, by);
        List<Group> groups = Arrays.stream(sums.greatest(order, top)).mapToObj(code -> new Group(sums.text(code), sums.flows(code), sums.packets(code), sums.bytes(code))).toList();
        return new FlowGroups(by.field(), sums.values(), sums.total(), groups);
    }
}

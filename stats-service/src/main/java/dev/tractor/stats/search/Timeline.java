package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Flows and bytes over the time that the found flows span, in intervals of equal length. A flow counts in the interval of its first packet; its bytes are spread evenly over the intervals
/// that it runs through.
///
/// @param timeStart seconds since the epoch, of the first flow
/// @param timeEnd of the last packet
/// @param intervalSeconds length of an interval
public record Timeline(String by, BigDecimal timeStart, BigDecimal timeEnd, double intervalSeconds, List<Series> series) {
    /// A picture is hardly ever wider.
    public static final int MAX_INTERVALS = 1_000;
    /// Series that are told apart; all further values are one.
    public static final int MAX_SERIES = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    /// @param value null for flows without one and, in the last series, for all that have no series of their own
    /// @param flows of each interval
    /// @param bytes of each interval
    public record Series(String value, boolean others, long[] flows, double[] bytes) {
        private void add(int first, int last, long itsBytes) {
            flows[first]++;
            double share = (double) itsBytes / (last - first + 1);
            for (int interval = first; interval <= last; interval++) {
                bytes[interval] += share;
            }
        }
    }

    private record Span(long start, long end) {}

    /// @param intervals 1 to [#MAX_INTERVALS]
    /// @param top series with the most bytes, 1 to [#MAX_SERIES]
    public static Timeline of(JobFlows job, Query query, GroupField by, int top, int intervals) {
        GroupSums sums = GroupSums.of(job, query, by);
        int[] greatest = sums.greatest(FlowGroups.Order.BYTES, top);
        List<Series> all = new ArrayList<>();
        for (int code : greatest) {
            all.add(new Series(sums.text(code), false, new long[intervals], new double[intervals]));
        }
        Series others = new Series(null, true, new long[intervals], new double[intervals]);
        Series[] ofCodes = new Series[sums.codes()];
        Arrays.fill(ofCodes, others);
        for (int i = 0; i < greatest.length; i++) {
            ofCodes[greatest[i]] = all.get(i);
        }
        Span span = span(job, query);
        // the end belongs to the last interval
        long interval = Math.max(1, (span.end - span.start) / intervals + 1);
        for (Segment segment : job.segments()) {
            add(segment, job.found(segment, query), sums, ofCodes, span.start, interval);
        }
        if (Arrays.stream(others.flows).anyMatch(flows -> flows > 0)) {
            all.add(others);
        }
        return new Timeline(by.field(), Times.seconds(span.start), Times.seconds(span.end), interval / NANOS_PER_SECOND, all);
    }

    /// From the first packet to the last; 0 of no flow.
    private static Span span(JobFlows job, Query query) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Segment segment : job.segments()) {
            BitSet found = job.found(segment, query);
            Numbers start = segment.numbers(Column.START);
            Numbers end = segment.end();
            for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                first = Math.min(first, start.get(row));
                last = Math.max(last, end.get(row));
            }
        }
        return first == Long.MAX_VALUE ? new Span(0, 0) : new Span(first, last);
    }

    private static void add(Segment segment, BitSet found, GroupSums sums, Series[] ofCodes, long begin, long interval) {
        Numbers starts = segment.numbers(Column.START);
        Numbers ends = segment.end();
        Numbers bytes = segment.numbers(Column.BYTES);
        sums.visit(segment, found, (row, code) -> ofCodes[code].add((int) ((starts.get(row) - begin) / interval), (int) ((ends.get(row) - begin) / interval), bytes.get(row)));
    }
}

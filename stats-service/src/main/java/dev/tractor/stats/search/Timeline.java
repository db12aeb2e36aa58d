package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    public record Series(String value, boolean others, long[] flows, double[] bytes) {}

    private record Span(long start, long end) {}

    /// @param intervals 1 to [#MAX_INTERVALS]
    /// @param top series with the most bytes, 1 to [#MAX_SERIES]
    public static Timeline of(Connection connection, JobTables tables, Query query, GroupField by, int top, int intervals) throws SQLException {
        Condition condition = Condition.of(query);
        List<FlowGroups.Group> greatest = FlowGroups.of(connection, tables, condition, by, FlowGroups.Order.BYTES, top).groups();
        Span span = span(connection, tables, condition);
        // the end belongs to the last interval
        long interval = Math.max(1, (span.end - span.start) / intervals + 1);
        return new Timeline(by.field(), Times.seconds(span.start), Times.seconds(span.end), interval / NANOS_PER_SECOND, series(connection, tables, condition, by, greatest, span.start, interval, intervals));
    }

    private static Span span(Connection connection, JobTables tables, Condition condition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT min(start_nanos), max(end_nanos) FROM " + tables.flow() + " WHERE " + condition.sql())) {
            condition.bind(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Span(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static List<Series> series(Connection connection, JobTables tables, Condition condition, GroupField by, List<FlowGroups.Group> greatest, long start, long interval, int intervals) throws SQLException {
        Map<String, Series> series = new LinkedHashMap<>();
        greatest.forEach(group -> series.put(group.value(), new Series(group.value(), false, new long[intervals], new double[intervals])));
        Series others = new Series(null, true, new long[intervals], new double[intervals]);
        boolean anyOthers = false;
        // flows that run through the same intervals are spread together
        String sides = by.isOfBothSides() ? " CROSS JOIN LATERAL (VALUES (%1$s, true), (%2$s, %1$s <> %2$s)) AS side (value, counts)".formatted(by.value(), by.other()) : "";
        String sql = """
                WITH part AS (
                    SELECT %s AS value, (start_nanos - ?) / ? AS first, (end_nanos - ?) / ? AS last, count(*) AS flows, sum(bytes_forward + bytes_backward) AS bytes FROM %s%s WHERE %s%s GROUP BY 1, 2, 3)
                SELECT %s, interval, sum(flows) FILTER (WHERE interval = first), sum(bytes::double precision / (last - first + 1))
                FROM part CROSS JOIN LATERAL generate_series(first, last) AS interval GROUP BY part.value, interval"""
                .formatted(sides.isEmpty() ? by.value() : "side.value", tables.flow(), sides, condition.sql(), sides.isEmpty() ? "" : " AND counts", by.text());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            for (int i = 1; i <= 4; i++) {
                statement.setLong(i, i % 2 == 1 ? start : interval);
            }
            condition.bind(statement, 5);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Series of = series.get(row.getString(1));
                    anyOthers |= of == null;
                    Series target = of == null ? others : of;
                    int at = Math.toIntExact(row.getLong(2));
                    target.flows[at] += row.getLong(3);
                    target.bytes[at] += row.getDouble(4);
                }
            }
        }
        List<Series> all = new ArrayList<>(series.values());
        if (anyOthers) {
            all.add(others);
        }
        return all;
    }
}

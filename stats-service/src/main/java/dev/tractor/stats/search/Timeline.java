package dev.tractor.stats.search;

import dev.tractor.query.Query;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Flows and bytes over the time that the found flows span, in intervals of equal length. A flow counts in the interval of its first packet; its bytes are spread evenly over the intervals
/// that it runs through.
@ApplicationScoped
public class Timeline {
    /// A picture is hardly ever wider.
    public static final int MAX_INTERVALS = 1_000;
    /// Series that are told apart; all further values are one.
    public static final int MAX_SERIES = 50;
    private static final String TIMEOUT = "SET LOCAL statement_timeout = '30s'";
    private static final int MICRO_DIGITS = 6;
    private static final long NANOS_PER_MICRO = 1_000;

    private final AgroalDataSource dataSource;
    private final FlowGroups groups;

    Timeline(AgroalDataSource dataSource, FlowGroups groups) {
        this.dataSource = dataSource;
        this.groups = groups;
    }

    /// @param value null for flows without one and, in the last series, for all that have no series of their own
    /// @param flows of each interval
    /// @param bytes of each interval
    public record Series(String value, boolean others, long[] flows, double[] bytes) {}

    /// @param timeStart seconds since the epoch, of the first flow
    /// @param timeEnd of the last packet
    /// @param intervalSeconds length of an interval
    public record Picture(String by, BigDecimal timeStart, BigDecimal timeEnd, double intervalSeconds, List<Series> series) {}

    private record Span(long start, long end) {}

    /// @param intervals 1 to [#MAX_INTERVALS]
    /// @param top series with the most bytes, 1 to [#MAX_SERIES]
    public Picture of(long jobId, Query query, GroupField by, int top, int intervals) throws SQLException {
        List<FlowGroups.Group> greatest = groups.of(jobId, query, by, FlowGroups.Order.BYTES, top).groups();
        Condition condition = Condition.of(query);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement setting = connection.createStatement()) {
                setting.execute(TIMEOUT);
                Span span = span(connection, jobId, condition);
                // the end belongs to the last interval
                long interval = Math.max(1, (span.end - span.start) / intervals + 1);
                return new Picture(by.field(), seconds(span.start), seconds(span.end), interval / 1e9, series(connection, jobId, condition, by, greatest, span.start, interval, intervals));
            } finally {
                connection.rollback();
            }
        }
    }

    private static Span span(Connection connection, long jobId, Condition condition) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT min(start_nanos), max(end_nanos) FROM flow WHERE job_id = ? AND " + condition.sql())) {
            statement.setLong(1, jobId);
            condition.bind(statement, 2);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Span(row.getLong(1), row.getLong(2));
            }
        }
    }

    private static List<Series> series(Connection connection, long jobId, Condition condition, GroupField by, List<FlowGroups.Group> greatest, long start, long interval, int intervals) throws SQLException {
        Map<String, Series> series = new LinkedHashMap<>();
        greatest.forEach(group -> series.put(group.value(), new Series(group.value(), false, new long[intervals], new double[intervals])));
        Series others = new Series(null, true, new long[intervals], new double[intervals]);
        boolean anyOthers = false;
        String sql = """
                WITH part AS (
                    SELECT %s AS value, (start_nanos - ?) / ? AS first, (end_nanos - ?) / ? AS last, bytes_forward + bytes_backward AS bytes FROM flow WHERE job_id = ? AND %s)
                SELECT %s, interval, count(*) FILTER (WHERE interval = first), sum(bytes::double precision / (last - first + 1))
                FROM part CROSS JOIN LATERAL generate_series(first, last) AS interval GROUP BY part.value, interval""".formatted(by.value(), condition.sql(), by.text());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            for (int i = 1; i <= 4; i++) {
                statement.setLong(i, i % 2 == 1 ? start : interval);
            }
            statement.setLong(5, jobId);
            condition.bind(statement, 6);
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

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(Math.floorDiv(nanos, NANOS_PER_MICRO), MICRO_DIGITS);
    }
}

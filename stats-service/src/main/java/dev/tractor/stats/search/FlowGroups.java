package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Flows summed by the values of a field.
///
/// @param values how many different ones there are
/// @param total of all flows that the query finds
/// @param groups the greatest
public record FlowGroups(String by, long values, Sums total, List<Group> groups) {
    /// The most values of an answer.
    public static final int TOP_LIMIT = 10_000;

    /// @param packets of both directions
    /// @param bytes IP total lengths of both directions
    public record Sums(long flows, long packets, long bytes) {
        static final Sums NONE = new Sums(0, 0, 0);
    }

    /// @param value null for the flows that have none
    public record Group(String value, long flows, long packets, long bytes) {}

    /// What groups are ordered by, greatest first.
    public enum Order {
        FLOWS, PACKETS, BYTES;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static FlowGroups of(Connection connection, JobTables tables, Query query, GroupField by, Order order, int top) throws SQLException {
        return of(connection, tables, Condition.of(query), by, order, top);
    }

    static FlowGroups of(Connection connection, JobTables tables, Condition condition, GroupField by, Order order, int top) throws SQLException {
        String sql = """
                WITH part AS (
                    SELECT %s AS value, count(*) AS flows, sum(packets_forward + packets_backward) AS packets, sum(bytes_forward + bytes_backward) AS bytes FROM %s GROUP BY 1)
                SELECT %s COLLATE "C" AS label, flows, packets, bytes, count(value) OVER (), sum(flows) OVER (), sum(packets) OVER (), sum(bytes) OVER ()
                FROM part ORDER BY %s DESC, label NULLS LAST LIMIT ?""".formatted(by.value(), by.from(tables.flow(), condition.sql()), by.text(), order.column());
        List<Group> groups = new ArrayList<>();
        long values = 0;
        Sums total = Sums.NONE;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(condition.bind(statement, 1), top);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    groups.add(new Group(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                    values = row.getLong(5);
                    total = new Sums(row.getLong(6), row.getLong(7), row.getLong(8));
                }
            }
        }
        return new FlowGroups(by.field(), values, by.isOfBothSides() ? total(connection, tables, condition) : total, groups);
    }

    private static Sums total(Connection connection, JobTables tables, Condition condition) throws SQLException {
        String sql = "SELECT count(*), coalesce(sum(packets_forward + packets_backward), 0), coalesce(sum(bytes_forward + bytes_backward), 0) FROM %s WHERE %s".formatted(tables.flow(), condition.sql());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            condition.bind(statement, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Sums(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }
}

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
                WITH %1$s,
                total AS (SELECT coalesce(sum(flows), 0) AS flows, coalesce(sum(packets), 0) AS packets, coalesce(sum(bytes), 0) AS bytes FROM counted),
                best AS (SELECT *, count(value) OVER () AS different FROM part ORDER BY %2$s DESC, %3$s COLLATE "C" NULLS LAST LIMIT ?)
                SELECT %3$s, best.flows, best.packets, best.bytes, different, total.flows, total.packets, total.bytes FROM total LEFT JOIN best ON true
                ORDER BY best.%2$s DESC, %3$s COLLATE "C" NULLS LAST""".formatted(counted(tables, condition, by), order.column(), by.text());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(condition.bind(statement, 1), top);
            try (ResultSet row = statement.executeQuery()) {
                return read(by, row);
            }
        }
    }

    /// What is counted of the flows, and what of each value.
    private static String counted(JobTables tables, Condition condition, GroupField by) {
        String sums = "count(*) AS flows, sum(packets_forward + packets_backward) AS packets, sum(bytes_forward + bytes_backward) AS bytes FROM " + tables.flow() + " WHERE " + condition.sql();
        if (by.hasSeveral()) {
            return "counted AS (SELECT " + by.value() + " AS several, " + sums + """
                     GROUP BY 1),
                    part AS (
                        SELECT value, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
                        FROM counted LEFT JOIN LATERAL unnest(string_to_array(several, ' ')) AS value ON true GROUP BY value)""";
        }
        if (!by.isOfBothSides()) {
            return "counted AS (SELECT " + by.value() + " AS value, " + sums + " GROUP BY 1), part AS (SELECT * FROM counted)";
        }
        return "counted AS (SELECT " + by.value() + " AS one, " + by.other() + " AS other, " + sums + """
                 GROUP BY 1, 2),
                part AS (
                    SELECT value, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
                    FROM counted CROSS JOIN LATERAL (VALUES (one, true), (other, other <> one)) AS side (value, counts) WHERE counts GROUP BY value)""";
    }

    /// The greatest first. Without any, a row has the total alone.
    private static FlowGroups read(GroupField by, ResultSet row) throws SQLException {
        List<Group> groups = new ArrayList<>();
        long values = 0;
        Sums total = Sums.NONE;
        while (row.next()) {
            values = row.getLong(5);
            total = new Sums(row.getLong(6), row.getLong(7), row.getLong(8));
            if (row.getObject(2) != null) {
                groups.add(new Group(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        return new FlowGroups(by.field(), values, total, groups);
    }
}

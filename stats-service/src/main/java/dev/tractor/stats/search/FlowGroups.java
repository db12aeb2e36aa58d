package dev.tractor.stats.search;

import dev.tractor.query.Query;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sums flows by the values of a field.
@ApplicationScoped
public class FlowGroups {
    /// The most values of an answer.
    public static final int TOP_LIMIT = 10_000;
    // Hashing a million addresses stays in memory.
    private static final String SETTINGS = "SET LOCAL statement_timeout = '30s'; SET LOCAL work_mem = '64MB'";

    private final AgroalDataSource dataSource;

    FlowGroups(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param packets of both directions
    /// @param bytes IP total lengths of both directions
    public record Sums(long flows, long packets, long bytes) {}

    /// @param value null for the flows that have none
    public record Group(String value, long flows, long packets, long bytes) {}

    /// @param values how many different ones there are
    /// @param total of all flows that the query finds
    /// @param groups the greatest
    public record Groups(String by, long values, Sums total, List<Group> groups) {}

    /// What groups are ordered by, greatest first.
    public enum Order {
        FLOWS, PACKETS, BYTES
    }

    public Groups of(long jobId, Query query, GroupField by, Order order, int top) throws SQLException {
        Condition condition = Condition.of(query);
        String sql = """
                WITH part AS (
                    SELECT %s AS value, count(*) AS flows, sum(packets_forward + packets_backward) AS packets, sum(bytes_forward + bytes_backward) AS bytes FROM flow WHERE job_id = ? AND %s GROUP BY 1)
                SELECT %s COLLATE "C" AS label, flows, packets, bytes, count(value) OVER (), sum(flows) OVER (), sum(packets) OVER (), sum(bytes) OVER ()
                FROM part ORDER BY %s DESC, label NULLS LAST LIMIT ?""".formatted(by.value(), condition.sql(), by.text(), order.name().toLowerCase(Locale.ROOT));
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement setting = connection.createStatement(); PreparedStatement statement = connection.prepareStatement(sql)) {
                setting.execute(SETTINGS);
                statement.setLong(1, jobId);
                statement.setInt(condition.bind(statement, 2), top);
                return read(statement, by);
            } finally {
                connection.rollback();
            }
        }
    }

    private static Groups read(PreparedStatement statement, GroupField by) throws SQLException {
        List<Group> groups = new ArrayList<>();
        long values = 0;
        Sums total = new Sums(0, 0, 0);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                groups.add(new Group(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                values = row.getLong(5);
                total = new Sums(row.getLong(6), row.getLong(7), row.getLong(8));
            }
        }
        return new Groups(by.field(), values, total, groups);
    }
}

package dev.tractor.stats.completion;

import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Gives each session of a complete job the label that its flows speak for most surely: the one with the greatest sum of confidences, of equal ones that of the earlier flow. The
/// session's confidence is that label's mean confidence times its share among all that its flows speak for.
final class SessionLabels {
    private static final String UPDATE = """
            WITH vote AS (
                SELECT session, label, label_group, sum(confidence) AS weight, avg(confidence) AS mean, min(ordinal) AS first
                FROM %1$s WHERE session IS NOT NULL AND label <> 'unknown' GROUP BY session, label, label_group),
            winner AS (
                SELECT DISTINCT ON (session) session, label, label_group, (mean * weight / nullif(sum(weight) OVER (PARTITION BY session), 0))::real AS confidence
                FROM vote ORDER BY session, weight DESC, first)
            UPDATE %2$s AS target SET label = winner.label, label_group = winner.label_group, confidence = coalesce(winner.confidence, 0)
            FROM winner WHERE target.session = winner.session""";

    private SessionLabels() {}

    /// Takes part in the caller's transaction.
    static void give(Connection connection, JobTables tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(UPDATE.formatted(tables.flow(), tables.session()));
        }
    }
}

package dev.tractor.stats.completion;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Gives each session of a complete job the label that its flows speak for most surely: the one with the greatest sum of confidences, of equal ones that of the earlier flow. The
/// session's confidence is that label's mean confidence times its share among all that its flows speak for.
@ApplicationScoped
class SessionLabels {
    private static final String UPDATE = """
            WITH vote AS (
                SELECT member.session, flow.label, flow.label_group, sum(flow.confidence) AS weight, avg(flow.confidence) AS mean, min(flow.ordinal) AS first
                FROM session_flow member JOIN flow ON flow.job_id = member.job_id AND flow.ordinal = member.ordinal
                WHERE member.job_id = ? AND flow.label <> 'unknown'
                GROUP BY member.session, flow.label, flow.label_group),
            winner AS (
                SELECT DISTINCT ON (session) session, label, label_group, (mean * weight / nullif(sum(weight) OVER (PARTITION BY session), 0))::real AS confidence
                FROM vote ORDER BY session, weight DESC, first)
            UPDATE session SET label = winner.label, label_group = winner.label_group, confidence = coalesce(winner.confidence, 0)
            FROM winner WHERE session.job_id = ? AND session.session = winner.session""";

    private final AgroalDataSource dataSource;

    SessionLabels(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Takes part in the caller's transaction.
    void give(long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setLong(1, jobId);
            update.setLong(2, jobId);
            update.executeUpdate();
        }
    }
}

package dev.tractor.stats.completion;

import dev.tractor.flow.session.SessionLabel;
import dev.tractor.flow.session.SessionLabel.Vote;
import dev.tractor.stats.store.JobTables;
import dev.tractor.vocabulary.LinkKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Gives each session of a job that is being completed the [label][SessionLabel] that its flows speak for.
final class SessionLabels {
    private static final String ANNOUNCING = Arrays.stream(LinkKind.values()).filter(LinkKind::announces).map(kind -> String.valueOf(kind.wire())).collect(Collectors.joining(", "));
    private static final String VOTES = """
            SELECT member.session, label, label_group, confidence, announced.to_ordinal IS NOT NULL
            FROM %1$s AS member JOIN %2$s AS flow USING (ordinal)
            LEFT JOIN (SELECT DISTINCT session, to_ordinal FROM %3$s WHERE kind IN (%4$s)) AS announced ON announced.session = member.session AND announced.to_ordinal = ordinal
            ORDER BY member.session, ordinal""";
    private static final String UPDATE = """
            UPDATE %s AS target SET label = given.label, label_group = given.label_group, confidence = given.confidence
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::real[]) AS given (session, label, label_group, confidence) WHERE target.session = given.session""";
    /// Rows and sessions that are held at a time.
    private static final int AT_A_TIME = 10_000;
    private static final String UNKNOWN = "unknown";

    private final Connection connection;
    private final String update;
    private final List<Long> sessions = new ArrayList<>();
    private final List<SessionLabel> labels = new ArrayList<>();

    private SessionLabels(Connection connection, String update) {
        this.connection = connection;
        this.update = update;
    }

    /// Takes part in the caller's transaction.
    static void give(Connection connection, JobTables tables) throws SQLException {
        SessionLabels given = new SessionLabels(connection, UPDATE.formatted(tables.session()));
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(VOTES.formatted(tables.incomingMember(), tables.incomingFlow(), tables.sessionLink(), ANNOUNCING))) {
                given.count(rows);
            }
        }
        given.store();
    }

    private void count(ResultSet rows) throws SQLException {
        List<Vote> votes = new ArrayList<>();
        long session = -1;
        while (rows.next()) {
            if (rows.getLong(1) != session) {
                decide(session, votes);
                session = rows.getLong(1);
                votes.clear();
            }
            votes.add(new Vote(rows.getString(2), rows.getString(3), rows.getFloat(4), rows.getBoolean(5)));
        }
        decide(session, votes);
    }

    /// A session without a label keeps what it has.
    private void decide(long session, List<Vote> votes) throws SQLException {
        SessionLabel label = SessionLabel.of(votes);
        if (!label.label().equals(UNKNOWN)) {
            sessions.add(session);
            labels.add(label);
        }
        if (sessions.size() >= AT_A_TIME) {
            store();
        }
    }

    private void store() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setArray(1, connection.createArrayOf("bigint", sessions.toArray()));
            statement.setArray(2, connection.createArrayOf("text", labels.stream().map(SessionLabel::label).toArray()));
            statement.setArray(3, connection.createArrayOf("text", labels.stream().map(SessionLabel::group).toArray()));
            statement.setArray(4, connection.createArrayOf("real", labels.stream().map(SessionLabel::confidence).toArray()));
            statement.executeUpdate();
        }
        sessions.clear();
        labels.clear();
    }
}

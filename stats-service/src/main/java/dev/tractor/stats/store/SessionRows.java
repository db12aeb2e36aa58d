package dev.tractor.stats.store;

import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.flow.session.SessionLabel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/// Collects sessions and their links as rows of tables `session` and `session_link`.
public final class SessionRows {
    private static final List<String> SESSION = List.of(
            "session", "client_ip", "start_nanos", "end_nanos", "flows", "packets_forward", "packets_backward", "bytes_forward", "bytes_backward", "features", "label", "label_group", "confidence");
    private static final List<String> LINK = List.of("session", "to_ordinal", "from_ordinal", "kind", "evidence");
    private static final int SESSIONS_AT_A_TIME = 5_000;
    private static final int USUAL_SESSION_BYTES = 384;
    private static final int USUAL_LINK_BYTES = 100;

    private final Connection connection;
    private final JobTables tables;
    private BinaryCopy sessions;
    private BinaryCopy links;
    private int held;

    /// @param connection of the transaction that writes them
    public SessionRows(Connection connection, JobTables tables) {
        this.connection = connection;
        this.tables = tables;
        begin();
    }

    private void begin() {
        sessions = new BinaryCopy(SESSIONS_AT_A_TIME * USUAL_SESSION_BYTES);
        links = new BinaryCopy(SESSIONS_AT_A_TIME * USUAL_LINK_BYTES);
        held = 0;
    }

    /// @param label null for none
    public void add(Session session, SessionLabel label) throws SQLException {
        long ordinal = session.getFlows(0);
        sessions.row(SESSION.size())
                .bigint(ordinal).inet(session.getClientAddress().toByteArray())
                .bigint(session.getStartNanos()).bigint(session.getStartNanos() + session.getDurationNanos()).integer(session.getFlowsCount())
                .bigint(session.getPacketsForward()).bigint(session.getPacketsBackward()).bigint(session.getBytesForward()).bigint(session.getBytesBackward())
                .reals(session.getVector().getValuesList());
        if (label == null) {
            sessions.nul().nul().nul();
        } else {
            sessions.text(label.label()).textOrNull(Objects.requireNonNullElse(label.group(), "")).real(label.confidence());
        }
        for (SessionLink link : session.getLinksList()) {
            links.row(LINK.size()).bigint(ordinal).bigint(link.getTo()).bigint(link.getFrom()).smallint(link.getKind()).text(link.getEvidence());
        }
        if (++held == SESSIONS_AT_A_TIME) {
            write();
        }
    }

    /// Writes what is held.
    public void write() throws SQLException {
        sessions.end().send(connection, BinaryCopy.into(tables.session(), SESSION));
        links.end().send(connection, BinaryCopy.into(tables.sessionLink(), LINK));
        begin();
    }
}

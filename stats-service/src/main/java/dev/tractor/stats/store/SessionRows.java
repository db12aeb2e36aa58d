package dev.tractor.stats.store;

import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import java.util.List;

/// The sessions of a batch as rows of tables `session`, `session_flow` and `session_link`.
final class SessionRows {
    private static final List<String> SESSION = List.of(
            "job_id", "session", "client_ip", "start_nanos", "end_nanos", "flows", "packets_forward", "packets_backward", "bytes_forward", "bytes_backward", "features");
    private static final List<String> FLOW = List.of("job_id", "ordinal", "session");
    private static final List<String> LINK = List.of("job_id", "session", "to_ordinal", "from_ordinal", "kind", "evidence");
    static final String COPY_SESSIONS = copy("session", SESSION);
    static final String COPY_FLOWS = copy("session_flow", FLOW);
    static final String COPY_LINKS = copy("session_link", LINK);
    private static final int USUAL_SESSION_BYTES = 320;
    private static final int FLOW_BYTES = 40;
    private static final int USUAL_LINK_BYTES = 100;

    private SessionRows() {}

    private static String copy(String table, List<String> columns) {
        return "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)";
    }

    static BinaryCopy sessions(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * USUAL_SESSION_BYTES);
        for (Session session : batch.getSessionsList()) {
            rows.row(SESSION.size())
                    .bigint(batch.getJobId()).bigint(session.getFlows(0)).inet(session.getClientAddress().toByteArray())
                    .bigint(session.getStartNanos()).bigint(session.getStartNanos() + session.getDurationNanos()).integer(session.getFlowsCount())
                    .bigint(session.getPacketsForward()).bigint(session.getPacketsBackward()).bigint(session.getBytesForward()).bigint(session.getBytesBackward())
                    .reals(session.getVector().getValuesList());
        }
        return rows.end();
    }

    static BinaryCopy flows(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * FLOW_BYTES);
        for (Session session : batch.getSessionsList()) {
            for (long ordinal : session.getFlowsList()) {
                rows.row(FLOW.size()).bigint(batch.getJobId()).bigint(ordinal).bigint(session.getFlows(0));
            }
        }
        return rows.end();
    }

    static BinaryCopy links(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * USUAL_LINK_BYTES);
        for (Session session : batch.getSessionsList()) {
            for (SessionLink link : session.getLinksList()) {
                rows.row(LINK.size())
                        .bigint(batch.getJobId()).bigint(session.getFlows(0)).bigint(link.getTo()).bigint(link.getFrom()).smallint(link.getKind()).text(link.getEvidence());
            }
        }
        return rows.end();
    }
}

package dev.tractor.stats.store;

import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import java.util.List;

/// The sessions of a batch as rows of tables `session`, `incoming_member` and `session_link`.
final class SessionRows {
    private static final List<String> SESSION = List.of(
            "session", "client_ip", "start_nanos", "end_nanos", "flows", "packets_forward", "packets_backward", "bytes_forward", "bytes_backward", "features");
    private static final List<String> MEMBER = List.of("ordinal", "session");
    private static final List<String> LINK = List.of("session", "to_ordinal", "from_ordinal", "kind", "evidence");
    private static final int USUAL_SESSION_BYTES = 320;
    private static final int MEMBER_BYTES = 40;
    private static final int USUAL_LINK_BYTES = 100;

    private SessionRows() {}

    static String copySessions(JobTables tables) {
        return BinaryCopy.into(tables.session(), SESSION);
    }

    static String copyMembers(JobTables tables) {
        return BinaryCopy.into(tables.incomingMember(), MEMBER);
    }

    static String copyLinks(JobTables tables) {
        return BinaryCopy.into(tables.sessionLink(), LINK);
    }

    static BinaryCopy sessions(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * USUAL_SESSION_BYTES);
        for (Session session : batch.getSessionsList()) {
            rows.row(SESSION.size())
                    .bigint(session.getFlows(0)).inet(session.getClientAddress().toByteArray())
                    .bigint(session.getStartNanos()).bigint(session.getStartNanos() + session.getDurationNanos()).integer(session.getFlowsCount())
                    .bigint(session.getPacketsForward()).bigint(session.getPacketsBackward()).bigint(session.getBytesForward()).bigint(session.getBytesBackward())
                    .reals(session.getVector().getValuesList());
        }
        return rows.end();
    }

    static BinaryCopy members(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * MEMBER_BYTES);
        for (Session session : batch.getSessionsList()) {
            for (long ordinal : session.getFlowsList()) {
                rows.row(MEMBER.size()).bigint(ordinal).bigint(session.getFlows(0));
            }
        }
        return rows.end();
    }

    static BinaryCopy links(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getSessionsCount() + 1) * USUAL_LINK_BYTES);
        for (Session session : batch.getSessionsList()) {
            for (SessionLink link : session.getLinksList()) {
                rows.row(LINK.size())
                        .bigint(session.getFlows(0)).bigint(link.getTo()).bigint(link.getFrom()).smallint(link.getKind()).text(link.getEvidence());
            }
        }
        return rows.end();
    }
}

package dev.tractor.stats.completion;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.Session;
import dev.tractor.contracts.v1.SessionLink;
import dev.tractor.flow.session.SessionLabel;
import dev.tractor.flow.session.SessionLabel.Vote;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.store.BatchPart;
import dev.tractor.stats.store.SessionRows;
import dev.tractor.vocabulary.LinkKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes the sessions of a job that is being completed, each with the [label][SessionLabel] that its flows speak for.
final class SessionFold {
    private static final Set<Integer> ANNOUNCING = Arrays.stream(LinkKind.values()).filter(LinkKind::announces).map(LinkKind::wire).collect(Collectors.toUnmodifiableSet());
    /// Parts of batches that are held at a time.
    private static final int AT_A_TIME = 16;
    private static final String UNKNOWN = "unknown";

    private final List<Segment> segments;
    /// The first flow of each segment.
    private final long[] firsts;

    private SessionFold(JobFlows job) {
        segments = job.segments();
        firsts = segments.stream().mapToLong(segment -> segment.numbers(Column.ORDINAL).get(0)).toArray();
    }

    /// Within the caller's transaction.
    ///
    /// @param job whose columns are there
    static void write(Connection connection, JobFlows job) throws SQLException {
        SessionFold fold = new SessionFold(job);
        SessionRows rows = new SessionRows(connection, job.tables());
        try (PreparedStatement query = connection.prepareStatement("SELECT sessions FROM " + job.tables().batchPart() + " WHERE length(sessions) > 0 ORDER BY segment, batch")) {
            query.setFetchSize(AT_A_TIME);
            try (ResultSet part = query.executeQuery()) {
                while (part.next()) {
                    for (Session session : sessions(part.getBytes(1))) {
                        rows.add(session, fold.label(session));
                    }
                }
            }
        }
        rows.write();
    }

    private static List<Session> sessions(byte[] part) {
        List<Session> sessions = new ArrayList<>();
        BatchPart.eachSession(part, (begin, end) -> {
            try {
                sessions.add(Session.parser().parseFrom(part, begin, end - begin));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a session is not as it came", e);
            }
        });
        return sessions;
    }

    /// @return null when no flow of it has one
    private SessionLabel label(Session session) {
        Set<Long> announced = new HashSet<>();
        for (SessionLink link : session.getLinksList()) {
            if (ANNOUNCING.contains(link.getKind())) {
                announced.add(link.getTo());
            }
        }
        List<Vote> votes = new ArrayList<>(session.getFlowsCount());
        for (long flow : session.getFlowsList()) {
            if (firsts.length > 0 && flow >= firsts[0]) {
                addVote(flow, announced.contains(flow), votes);
            }
        }
        SessionLabel label = SessionLabel.of(votes);
        return label.label().equals(UNKNOWN) ? null : label;
    }

    private void addVote(long flow, boolean announced, List<Vote> votes) {
        int place = Arrays.binarySearch(firsts, flow);
        Segment segment = segments.get(place < 0 ? -place - 2 : place);
        int row = segment.row(flow);
        if (row >= 0) {
            Coded confidences = segment.coded(Column.CONFIDENCE);
            votes.add(new Vote(segment.coded(Column.LABEL).text(row), segment.coded(Column.GROUP).text(row), confidences.dictionary().fraction(confidences.code(row)), announced));
        }
    }
}

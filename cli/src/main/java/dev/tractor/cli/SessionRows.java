package dev.tractor.cli;

import dev.tractor.flow.session.Session;
import dev.tractor.flow.session.SessionFeatures;
import dev.tractor.flow.session.SessionLabel;
import dev.tractor.model.Decision;
import dev.tractor.vocabulary.SessionLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One row per session.
final class SessionRows implements SessionTable {
    static final Column SESSION = Column.count("session");
    private static final Column CLIENT_IP = Column.text("client_ip");
    private static final Column TIME_START = Column.time("time_start");
    private static final Column TIME_END = Column.time("time_end");
    private static final Column DURATION_US = Column.count("duration_us");
    private static final Column FLOWS = Column.count("flows");
    private static final Column PACKETS_FWD = Column.count("packets_fwd");
    private static final Column PACKETS_BWD = Column.count("packets_bwd");
    private static final Column BYTES_FWD = Column.count("bytes_fwd");
    private static final Column BYTES_BWD = Column.count("bytes_bwd");
    private static final Column LABEL = Column.text("label");
    private static final Column GROUP = Column.text("group");
    private static final Column CONFIDENCE = Column.decimal("confidence");
    private static final Column LINKS = Column.text("links");
    private static final List<Column> COLUMNS = List.of(
            SESSION, CLIENT_IP, TIME_START, TIME_END, DURATION_US, FLOWS, PACKETS_FWD, PACKETS_BWD, BYTES_FWD, BYTES_BWD, LABEL, GROUP, CONFIDENCE, LINKS);
    private static final long NANOS_PER_MICRO = 1_000;

    private final RowWriter rows;
    private final FeatureColumns features = new FeatureColumns(SessionFeatures.PROFILE, COLUMNS);

    SessionRows(RowWriter rows) {
        this.rows = rows;
        rows.header(Stream.concat(COLUMNS.stream(), features.columns().stream()).toList());
    }

    @Override
    public void session(Session session, List<Member> members) {
        SessionLabel label = label(session, members);
        rows.number(SESSION, session.first())
                .address(CLIENT_IP, session.client())
                .seconds(TIME_START, session.startNanos())
                .seconds(TIME_END, session.endNanos())
                .number(DURATION_US, (session.endNanos() - session.startNanos()) / NANOS_PER_MICRO)
                .number(FLOWS, session.flows().size())
                .number(PACKETS_FWD, session.packetsForward())
                .number(PACKETS_BWD, session.packetsBackward())
                .number(BYTES_FWD, session.bytesForward())
                .number(BYTES_BWD, session.bytesBackward())
                .text(LABEL, label.label())
                .text(GROUP, label.group())
                .decimal(CONFIDENCE, LabelledRows.rounded(label.confidence()))
                .text(LINKS, links(session));
        features.write(session.features(), rows);
        rows.endRow();
    }

    /// `ftp-data 3; dns-answer 1`: how many links of each kind.
    private static String links(Session session) {
        return session.links().stream().collect(Collectors.groupingBy(SessionLink::kind, Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).map(entry -> entry.getKey().label() + " " + entry.getValue()).collect(Collectors.joining("; "));
    }

    private static SessionLabel label(Session session, List<Member> members) {
        Set<Long> announced = session.links().stream().filter(link -> link.kind().announces()).map(SessionLink::to).collect(Collectors.toSet());
        List<SessionLabel.Vote> votes = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Decision decision = members.get(i).decision();
            votes.add(new SessionLabel.Vote(decision.label(), decision.group(), decision.confidence(), announced.contains(session.flows().get(i))));
        }
        return SessionLabel.of(votes);
    }
}

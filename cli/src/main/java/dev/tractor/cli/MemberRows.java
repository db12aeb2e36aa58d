package dev.tractor.cli;

import dev.tractor.flow.session.Session;
import dev.tractor.vocabulary.SessionLink;
import java.util.ArrayList;
import java.util.List;

/// One row per flow of a session.
final class MemberRows implements SessionTable {
    private static final Column FLOW = Column.count("flow");
    private static final Column LABEL = Column.text("label");
    private static final Column LED_BY = Column.count("led_by");
    private static final Column LINK = Column.text("link");
    private static final Column LINK_CONFIDENCE = Column.decimal("link_confidence");
    private static final Column EVIDENCE = Column.text("evidence");

    private final RowWriter rows;

    MemberRows(RowWriter rows) {
        this.rows = rows;
        List<Column> columns = new ArrayList<>(List.of(SessionRows.SESSION, FLOW));
        columns.addAll(FlowColumns.COLUMNS);
        columns.addAll(List.of(LABEL, LED_BY, LINK, LINK_CONFIDENCE, EVIDENCE));
        rows.header(columns);
    }

    /// A flow that several links lead to has a row for each.
    @Override
    public void session(Session session, List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            long ordinal = session.flows().get(i);
            List<SessionLink> links = session.links().stream().filter(link -> link.to() == ordinal).toList();
            for (SessionLink link : links) {
                begin(session, ordinal, members.get(i));
                rows.number(LED_BY, link.from()).text(LINK, link.kind().label()).decimal(LINK_CONFIDENCE, LabelledRows.rounded(link.kind().confidence())).text(EVIDENCE, link.evidence());
                rows.endRow();
            }
            if (links.isEmpty()) {
                begin(session, ordinal, members.get(i));
                rows.text(LED_BY, "").text(LINK, "").decimal(LINK_CONFIDENCE, Double.NaN).text(EVIDENCE, "");
                rows.endRow();
            }
        }
    }

    private void begin(Session session, long ordinal, Member member) {
        rows.number(SessionRows.SESSION, session.first()).number(FLOW, ordinal);
        FlowColumns.write(member.row(), rows);
        rows.text(LABEL, member.decision().label());
    }
}

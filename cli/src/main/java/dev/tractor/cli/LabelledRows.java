package dev.tractor.cli;

import dev.tractor.model.Decision;
import java.util.List;
import java.util.stream.Stream;

/// Writes the rows of labelled flows.
final class LabelledRows implements LabelledFlows.Sink {
    private static final double CONFIDENCE_STEPS = 10_000;

    private static final Column LABEL = Column.text("label");
    private static final Column GROUP = Column.text("group");
    private static final Column CONFIDENCE = Column.decimal("confidence");
    private static final Column METHOD = Column.text("method");
    private static final Column COMMENT = Column.text("comment");
    private static final Column APPLICATION_PROTOCOL = Column.text("application_protocol");
    private static final Column DECIDED_AFTER = Column.decimal("decided_after");
    private static final Column TRAFFIC_CLASS = Column.text("traffic_class");
    private static final Column TRAFFIC_CLASS_CONFIDENCE = Column.decimal("traffic_class_confidence");
    private static final Column DOMAIN = Column.text("domain");
    private static final Column USER_AGENT = Column.text("user_agent");

    private static final List<Column> COLUMNS = List.of(LABEL, GROUP, CONFIDENCE, METHOD, COMMENT, APPLICATION_PROTOCOL, DECIDED_AFTER);
    private static final List<Column> DETAILS = List.of(TRAFFIC_CLASS, TRAFFIC_CLASS_CONFIDENCE, DOMAIN, USER_AGENT);

    private final RowWriter rows;

    LabelledRows(RowWriter rows) {
        this.rows = rows;
        rows.header(Stream.of(FlowColumns.COLUMNS, COLUMNS, rows.hasDetails() ? DETAILS : List.<Column>of(), FlowColumns.CIRCUMSTANCES).flatMap(List::stream).toList());
    }

    @Override
    public void flow(long ordinal, FlowRow row, Decision decision) {
        FlowColumns.write(row, rows);
        write(decision);
        FlowColumns.writeCircumstances(row, rows);
        rows.endRow();
    }

    private void write(Decision decision) {
        rows.text(LABEL, decision.label())
                .text(GROUP, decision.group())
                .decimal(CONFIDENCE, rounded(decision.confidence()))
                .text(METHOD, decision.method())
                .text(COMMENT, decision.comment())
                .text(APPLICATION_PROTOCOL, decision.applicationProtocol())
                .decimal(DECIDED_AFTER, decision.decidedAfter() == 0 ? Double.NaN : decision.decidedAfter());
        if (rows.hasDetails()) {
            rows.text(TRAFFIC_CLASS, decision.trafficClass())
                    .decimal(TRAFFIC_CLASS_CONFIDENCE, decision.trafficClass().isEmpty() ? Double.NaN : rounded(decision.trafficClassConfidence()))
                    .text(DOMAIN, decision.domain())
                    .text(USER_AGENT, decision.userAgent());
        }
    }

    static double rounded(float confidence) {
        return Math.rint(confidence * CONFIDENCE_STEPS) / CONFIDENCE_STEPS;
    }
}

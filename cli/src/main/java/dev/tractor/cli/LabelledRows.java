package dev.tractor.cli;

import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Labels flows batch by batch and writes their rows.
final class LabelledRows implements FlowSink {
    /// Flows that are decided together: from about 64 on a model runs at full speed, and their facts take some hundred KiB at most.
    private static final int BATCH_FLOWS = 256;
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

    private final Labeller labeller;
    private final List<FeatureProfile> profiles;
    private final RowWriter rows;
    private final List<FlowRow> pending = new ArrayList<>(BATCH_FLOWS);
    private final List<FlowFacts> facts = new ArrayList<>(BATCH_FLOWS);

    LabelledRows(Labeller labeller, List<FeatureProfile> profiles, RowWriter rows) {
        this.labeller = labeller;
        this.profiles = profiles;
        this.rows = rows;
        rows.header(Stream.of(FlowRow.COLUMNS, COLUMNS, rows.hasDetails() ? DETAILS : List.<Column>of(), FlowRow.CIRCUMSTANCES).flatMap(List::stream).toList());
    }

    @Override
    public void flow(FlowView flow) {
        FlowRow row = FlowRow.of(flow);
        pending.add(row);
        facts.add(factsOf(flow, row, profiles));
        if (pending.size() == BATCH_FLOWS) {
            flush();
        }
    }

    /// Writes the flows that wait for their batch to fill.
    void flush() {
        List<Decision> decisions = labeller.decide(facts);
        for (int i = 0; i < pending.size(); i++) {
            FlowRow.write(pending.get(i), rows);
            write(decisions.get(i));
            FlowRow.writeCircumstances(pending.get(i), rows);
            rows.endRow();
        }
        pending.clear();
        facts.clear();
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

    static FlowFacts factsOf(FlowView flow, FlowRow row, List<FeatureProfile> profiles) {
        return new FlowFacts(
                row.protocol(), row.clientAddress(), row.serverAddress(), row.clientPort(), row.serverPort(), flow.evidence(),
                flow.firstPayloadForward(), flow.firstPayloadBackward(), splt(flow), vectors(flow, profiles));
    }

    private static int[] splt(FlowView flow) {
        int[] lengths = new int[flow.spltCount()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = flow.spltLength(i);
        }
        return lengths;
    }

    private static Map<String, float[]> vectors(FlowView flow, List<FeatureProfile> profiles) {
        if (profiles.isEmpty()) {
            return Map.of();
        }
        Map<String, float[]> vectors = HashMap.newHashMap(profiles.size());
        for (FeatureProfile profile : profiles) {
            double[] features = new double[profile.size()];
            flow.features(profile, features);
            float[] vector = new float[features.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) features[i];
            }
            vectors.put(profile.name(), vector);
        }
        return vectors;
    }
}

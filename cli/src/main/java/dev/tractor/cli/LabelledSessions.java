package dev.tractor.cli;

import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.session.Session;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Labels flows batch by batch and gives each session with its labelled flows to a table. Holds some hundred bytes for each flow that is in no session yet.
final class LabelledSessions implements FlowSink {
    private final Labeller labeller;
    private final List<FeatureProfile> profiles;
    private final SessionTable table;
    private final List<Long> ordinals = new ArrayList<>(LabelledFlows.BATCH_FLOWS);
    private final List<FlowRow> rows = new ArrayList<>(LabelledFlows.BATCH_FLOWS);
    private final List<FlowFacts> facts = new ArrayList<>(LabelledFlows.BATCH_FLOWS);
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Long, SessionTable.Member> labelled = new HashMap<>();

    LabelledSessions(Labeller labeller, List<FeatureProfile> profiles, SessionTable table) {
        this.labeller = labeller;
        this.profiles = profiles;
        this.table = table;
    }

    @Override
    public void flow(FlowView flow) {
        FlowRow row = FlowRow.of(flow);
        ordinals.add(flow.ordinal());
        rows.add(row);
        facts.add(LabelledFlows.factsOf(flow, row, labeller.readsFirstBytes(), profiles));
        if (rows.size() == LabelledFlows.BATCH_FLOWS) {
            flush();
        }
    }

    @Override
    public void session(Session session) {
        sessions.add(session);
        if (sessions.size() == LabelledFlows.BATCH_FLOWS) {
            flush();
        }
    }

    /// Gives out what waits for its batch to fill.
    void flush() {
        List<Decision> decisions = labeller.decide(facts);
        for (int i = 0; i < decisions.size(); i++) {
            labelled.put(ordinals.get(i), new SessionTable.Member(rows.get(i), decisions.get(i)));
        }
        sessions.forEach(session -> table.session(session, session.flows().stream().map(labelled::remove).toList()));
        ordinals.clear();
        rows.clear();
        facts.clear();
        sessions.clear();
    }
}

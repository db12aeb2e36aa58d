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

/// Labels flows batch by batch and gives them on in their order.
final class LabelledFlows implements FlowSink {
    /// Flows that are decided together: from about 64 on a model runs at full speed, and their facts take some hundred KiB at most.
    static final int BATCH_FLOWS = 256;

    /// Receives labelled flows.
    @FunctionalInterface
    interface Sink {
        void flow(long ordinal, FlowRow row, Decision decision);
    }

    private final Labeller labeller;
    private final List<FeatureProfile> profiles;
    private final Sink sink;
    private final List<Long> ordinals = new ArrayList<>(BATCH_FLOWS);
    private final List<FlowRow> pending = new ArrayList<>(BATCH_FLOWS);
    private final List<FlowFacts> facts = new ArrayList<>(BATCH_FLOWS);

    LabelledFlows(Labeller labeller, List<FeatureProfile> profiles, Sink sink) {
        this.labeller = labeller;
        this.profiles = profiles;
        this.sink = sink;
    }

    @Override
    public void flow(FlowView flow) {
        FlowRow row = FlowRow.of(flow);
        ordinals.add(flow.ordinal());
        pending.add(row);
        facts.add(factsOf(flow, row, labeller.readsFirstBytes(), profiles));
        if (pending.size() == BATCH_FLOWS) {
            flush();
        }
    }

    /// Gives on the flows that wait for their batch to fill.
    void flush() {
        List<Decision> decisions = labeller.decide(facts);
        for (int i = 0; i < pending.size(); i++) {
            sink.flow(ordinals.get(i), pending.get(i), decisions.get(i));
        }
        ordinals.clear();
        pending.clear();
        facts.clear();
    }

    static FlowFacts factsOf(FlowView flow, FlowRow row, boolean withFirstBytes, List<FeatureProfile> profiles) {
        if (!withFirstBytes) {
            return new FlowFacts(row.protocol(), row.clientAddress(), row.serverAddress(), row.clientPort(), row.serverPort(), flow.evidence(), vectors(flow, profiles));
        }
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

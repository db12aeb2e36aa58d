package dev.tractor.cli;

import dev.tractor.flow.FlowSink;
import dev.tractor.flow.FlowView;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Labels flows batch by batch and gives them on in their order.
final class LabelledFlows implements FlowSink, AutoCloseable {
    /// Flows that are decided together: from about 64 on a model runs at full speed, and their facts take some hundred KiB at most.
    static final int BATCH_FLOWS = 256;
    /// Enough to bridge the moments in which many flows end at once.
    private static final int WAITING_BATCHES = 8;

    /// Receives labelled flows.
    @FunctionalInterface
    interface Sink {
        void flow(long ordinal, FlowRow row, Decision decision);
    }

    /// Flows that were metered together and are decided together.
    private record Batch(List<Long> ordinals, List<FlowRow> rows, List<FlowFacts> facts) {
        Batch() {
            this(new ArrayList<>(BATCH_FLOWS), new ArrayList<>(BATCH_FLOWS), new ArrayList<>(BATCH_FLOWS));
        }
    }

    private final Labeller labeller;
    private final List<FeatureProfile> profiles;
    private final boolean aside;
    private final Sink sink;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("labels").factory());
    /// What was handed to the thread, done or not.
    private final Deque<Future<?>> waiting = new ArrayDeque<>(WAITING_BATCHES);
    private Batch batch = new Batch();

    /// @param aside whether batches are decided and given on by a thread beside the one that meters, still one after the other
    LabelledFlows(Labeller labeller, List<FeatureProfile> profiles, boolean aside, Sink sink) {
        this.labeller = labeller;
        this.profiles = profiles;
        this.aside = aside;
        this.sink = sink;
    }

    /// @throws RuntimeException what giving on an earlier flow threw
    @Override
    public void flow(FlowView flow) {
        FlowRow row = FlowRow.of(flow);
        batch.ordinals.add(flow.ordinal());
        batch.rows.add(row);
        batch.facts.add(factsOf(flow, row, labeller.readsFirstBytes(), profiles));
        if (batch.rows.size() == BATCH_FLOWS) {
            handOver(batch);
            batch = new Batch();
        }
    }

    private void handOver(Batch full) {
        if (!aside) {
            decide(full);
            return;
        }
        if (waiting.size() == WAITING_BATCHES) {
            await(waiting.remove());
        }
        waiting.add(thread.submit(() -> decide(full)));
    }

    /// Gives on the flows that wait, and returns when all are given on.
    ///
    /// @throws RuntimeException what giving on a flow threw
    void finish() {
        while (!waiting.isEmpty()) {
            await(waiting.remove());
        }
        decide(batch);
    }

    private static void await(Future<?> decided) {
        try {
            decided.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    private void decide(Batch full) {
        List<Decision> decisions = labeller.decide(full.facts);
        for (int i = 0; i < decisions.size(); i++) {
            sink.flow(full.ordinals.get(i), full.rows.get(i), decisions.get(i));
        }
    }
    /// Returns when the thread is done with its batch; batches that wait are not given on.
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
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

package dev.tractor.cli;

import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Labels to learn from that nobody had to write down: the protocol that a TCP or UDP payload is known to be of.
final class CertainLabels implements AutoCloseable {
    private static final float LEAST_CONFIDENCE = 0.9f;
    private static final Set<Integer> TCP_AND_UDP = Set.of(6, 17);
    /// Of one capture and label: else a thousand twins of one recording were all that a label is.
    private static final int MOST_FLOWS = 20;

    private final Labeller rules = Labellers.rules();
    private final Map<String, Integer> taken = new HashMap<>();

    /// The flow's label, or null when it is not certain, or there are enough flows of it.
    String labelOf(String capture, FlowFacts flow) {
        if (!TCP_AND_UDP.contains(flow.protocol()) || flow.firstPayloadForward().length + flow.firstPayloadBackward().length == 0) {
            return null;
        }
        Decision decision = rules.decide(List.of(flow)).getFirst();
        boolean certain = decision.confidence() >= LEAST_CONFIDENCE && !decision.applicationProtocol().isEmpty();
        return certain && taken.merge(capture + '\n' + decision.applicationProtocol(), 1, Integer::sum) <= MOST_FLOWS ? decision.applicationProtocol() : null;
    }

    @Override
    public void close() {
        rules.close();
    }
}

package dev.tractor.classifier.labels;

import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Between the messages and the labeller.
final class FlowMessages {
    private FlowMessages() {}

    /// What the labeller decides from. Evidence of a kind that this version does not know is passed over: a newer writer adds kinds.
    static FlowFacts facts(Flow flow) {
        return new FlowFacts(
                flow.getProtocol(), flow.getClientAddress().toByteArray(), flow.getServerAddress().toByteArray(), flow.getClientPort(), flow.getServerPort(), evidence(flow),
                flow.getFirstPayloadForward().toByteArray(), flow.getFirstPayloadBackward().toByteArray(), flow.getSpltLengthsList().stream().mapToInt(Integer::intValue).toArray(), vectors(flow));
    }

    private static List<Evidence> evidence(Flow flow) {
        List<Evidence> evidence = new ArrayList<>(flow.getEvidenceCount());
        for (var statement : flow.getEvidenceList()) {
            EvidenceKind kind = EvidenceKind.ofWire(statement.getKind());
            if (kind != null) {
                evidence.add(new Evidence(kind, statement.getValue(), Math.max(0, statement.getPacket())));
            }
        }
        return evidence;
    }

    private static Map<String, float[]> vectors(Flow flow) {
        Map<String, float[]> vectors = new HashMap<>();
        for (Vector vector : flow.getVectorsList()) {
            float[] values = new float[vector.getValuesCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.getValues(i);
            }
            vectors.put(vector.getProfile(), values);
        }
        return vectors;
    }

    /// The flow without what only a model reads, with its decision.
    static ClassifiedFlow classified(Flow flow, Decision decision) {
        return ClassifiedFlow.newBuilder()
                .setOrdinal(flow.getOrdinal())
                .setProtocol(flow.getProtocol())
                .setClientAddress(flow.getClientAddress())
                .setClientPort(flow.getClientPort())
                .setServerAddress(flow.getServerAddress())
                .setServerPort(flow.getServerPort())
                .setScope(flow.getScope())
                .setStartNanos(flow.getStartNanos())
                .setDurationNanos(flow.getDurationNanos())
                .setForward(flow.getForward())
                .setBackward(flow.getBackward())
                .setEndReason(flow.getEndReason())
                .setSymptoms(flow.getSymptoms())
                .setLabel(decision.label())
                .setLabelGroup(decision.group())
                .setConfidence(decision.confidence())
                .setMethod(decision.method())
                .setComment(decision.comment())
                .setApplicationProtocol(decision.applicationProtocol())
                .setTrafficClass(decision.trafficClass())
                .setTrafficClassConfidence(decision.trafficClassConfidence())
                .setDomain(decision.domain())
                .setUserAgent(decision.userAgent())
                .setDecidedAfter(decision.decidedAfter())
                .build();
    }
}

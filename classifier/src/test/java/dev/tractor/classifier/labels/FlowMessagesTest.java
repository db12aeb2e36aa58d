package dev.tractor.classifier.labels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.contracts.v1.Evidence;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.Vector;
import dev.tractor.model.Decision;
import dev.tractor.model.FlowFacts;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowMessagesTest {
    private static final byte[] CLIENT = {10, 0, 0, 1};
    private static final byte[] SERVER = {(byte) 149, (byte) 154, (byte) 167, 99};
    private static final int KIND_OF_A_NEWER_WRITER = 9_999;

    private static final Flow FLOW = Flow.newBuilder()
            .setOrdinal(17).setProtocol(6).setClientAddress(ByteString.copyFrom(CLIENT)).setClientPort(51_000).setServerAddress(ByteString.copyFrom(SERVER)).setServerPort(443)
            .setScope(3).setStartNanos(1_700_000_000_123_456_789L).setDurationNanos(5_000_000_000L)
            .setForward(Counters.newBuilder().setPackets(10).setBytes(1_000).setPayload(600).setTcpFlags(0x1b))
            .setBackward(Counters.newBuilder().setPackets(12).setBytes(9_000).setPayload(8_520).setTcpFlags(0x1b))
            .setEndReason(3).setSymptoms(34)
            .addEvidence(Evidence.newBuilder().setKind(1).setValue("tls"))
            .addEvidence(Evidence.newBuilder().setKind(KIND_OF_A_NEWER_WRITER).setValue("?"))
            .addEvidence(Evidence.newBuilder().setKind(2).setValue("web.telegram.org").setPacket(5))
            .setFirstPayloadForward(ByteString.copyFrom(new byte[] {22, 3, 1})).setFirstPayloadBackward(ByteString.copyFrom(new byte[] {22, 3, 3}))
            .addSpltLengths(517).addSpltLengths(-1_400)
            .addVectors(Vector.newBuilder().setProfile("iscx-2016").addValues(1.5f).addValues(Float.NaN))
            .build();

    @Test
    void factsHoldAllThatTheMessageSays() {
        FlowFacts facts = FlowMessages.facts(FLOW);

        assertEquals(6, facts.protocol());
        assertArrayEquals(CLIENT, facts.clientAddress());
        assertArrayEquals(SERVER, facts.serverAddress());
        assertEquals(51_000, facts.clientPort());
        assertEquals(443, facts.serverPort());
        assertEquals(List.of(new dev.tractor.vocabulary.Evidence(EvidenceKind.PROTOCOL, "tls"), new dev.tractor.vocabulary.Evidence(EvidenceKind.TLS_SNI, "web.telegram.org", 5)), facts.evidence());
        assertArrayEquals(new byte[] {22, 3, 1}, facts.firstPayloadForward());
        assertArrayEquals(new byte[] {22, 3, 3}, facts.firstPayloadBackward());
        assertArrayEquals(new int[] {517, -1_400}, facts.spltLengths());
        assertArrayEquals(new float[] {1.5f, Float.NaN}, facts.vectors().get("iscx-2016"));
    }

    @Test
    void theClassifiedFlowKeepsEveryCounterAndDropsWhatOnlyModelsRead() {
        Decision decision = new Decision("telegram", "messaging", 0.95f, "tls-sni", "TLS SNI web.telegram.org", "tls", "chat", 0.8f, "web.telegram.org", "agent", 6);

        ClassifiedFlow expected = ClassifiedFlow.newBuilder()
                .setOrdinal(17).setProtocol(6).setClientAddress(FLOW.getClientAddress()).setClientPort(51_000).setServerAddress(FLOW.getServerAddress()).setServerPort(443)
                .setScope(3).setStartNanos(1_700_000_000_123_456_789L).setDurationNanos(5_000_000_000L).setForward(FLOW.getForward()).setBackward(FLOW.getBackward()).setEndReason(3).setSymptoms(34)
                .setLabel("telegram").setLabelGroup("messaging").setConfidence(0.95f).setMethod("tls-sni").setComment("TLS SNI web.telegram.org").setApplicationProtocol("tls")
                .setTrafficClass("chat").setTrafficClassConfidence(0.8f).setDomain("web.telegram.org").setUserAgent("agent").setDecidedAfter(6)
                .build();
        assertEquals(expected, FlowMessages.classified(FLOW, decision));
    }
}

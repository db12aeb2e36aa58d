package dev.tractor.extractor.flows;

import dev.tractor.flow.FeatureValues;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.Symptom;
import dev.tractor.vocabulary.EndReason;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The first flow of the contracts' sample `flow-batch`, metered.
record SampleFlow(double... vector) implements FlowView {
    private static final int[] SPLT_GAPS_MICROS = {0, 12_000, 150, 900, 14_000, 0};
    private static final int[] SPLT = {0, 0, 0, 517, -1448, -1448};

    @Override
    public long ordinal() {
        return 4_000_000_000L;
    }

    @Override
    public int protocol() {
        return 6;
    }

    @Override
    public byte[] clientAddress() {
        return new byte[] {10, 0, 0, 1};
    }

    @Override
    public byte[] serverAddress() {
        return new byte[] {(byte) 148, 0, 0, 1};
    }

    @Override
    public int clientPort() {
        return 51_234;
    }

    @Override
    public int serverPort() {
        return 443;
    }

    @Override
    public long scope() {
        return 42;
    }

    @Override
    public long startNanos() {
        return 1_700_000_000_123_456_789L;
    }

    @Override
    public long endNanos() {
        return startNanos() + 2_500_000_000L;
    }

    @Override
    public long packetsForward() {
        return 12;
    }

    @Override
    public long packetsBackward() {
        return 10;
    }

    @Override
    public long bytesForward() {
        return 3_456;
    }

    @Override
    public long bytesBackward() {
        return 98_765;
    }

    @Override
    public long payloadForward() {
        return 2_816;
    }

    @Override
    public long payloadBackward() {
        return 98_233;
    }

    @Override
    public int tcpFlagsForward() {
        return 27;
    }

    @Override
    public int tcpFlagsBackward() {
        return 26;
    }

    @Override
    public long serverRoundTripNanos() {
        return 20_000_000;
    }

    @Override
    public long clientRoundTripNanos() {
        return 5_000_000;
    }

    @Override
    public int retransmissions(boolean forward) {
        return 0;
    }

    @Override
    public int outOfOrder(boolean forward) {
        return 0;
    }

    @Override
    public int zeroWindows(boolean forward) {
        return 0;
    }

    @Override
    public long bytesMissing(boolean forward) {
        return 0;
    }

    @Override
    public int icmpErrors() {
        return 0;
    }

    @Override
    public int firstIcmpError() {
        return -1;
    }

    @Override
    public long quotedFlow() {
        return -1;
    }

    @Override
    public Set<Symptom> symptoms() {
        return EnumSet.of(Symptom.REORDERED, Symptom.GAPS);
    }

    @Override
    public EndReason endReason() {
        return EndReason.END_OF_FLOW;
    }

    @Override
    public List<Evidence> evidence() {
        return List.of(new Evidence(EvidenceKind.PROTOCOL, "tls", 4), new Evidence(EvidenceKind.TLS_SNI, "web.telegram.org", 5));
    }

    @Override
    public byte[] firstPayloadForward() {
        return new byte[] {22, 3, 1, 2, 0};
    }

    @Override
    public byte[] firstPayloadBackward() {
        return new byte[] {22, 3, 3, 0, 122};
    }

    @Override
    public int spltCount() {
        return SPLT.length;
    }

    @Override
    public int spltLength(int i) {
        return SPLT[i];
    }

    @Override
    public long spltGapNanos(int i) {
        return SPLT_GAPS_MICROS[i] * 1_000L;
    }

    @Override
    public void features(FeatureProfile profile, double[] out) {
        System.arraycopy(vector, 0, out, 0, profile.size());
    }

    @Override
    public void features(FeatureProfile profile, FeatureValues out) {
        out.begin();
        for (int i = 0; i < profile.size(); i++) {
            out.add(vector[i]);
        }
    }

    @Override
    public long shape(FeatureProfile profile) {
        return 0;
    }

    @Override
    public void identity(FeatureProfile profile, FeatureValues out) {
        out.begin();
    }

    @Override
    public void behaviour(FeatureProfile profile, FeatureValues out) {
        features(profile, out);
    }
}

package dev.tractor.flow;

import dev.tractor.vocabulary.EndReason;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;

/// The one [FlowView] of a metering: it speaks of the record it was moved to.
final class LiveFlow implements FlowView {
    private final List<FeatureProfile> prepared;
    private FlowRecord record;
    private List<Evidence> evidence;
    private EndReason endReason;
    private boolean clientIsA;

    LiveFlow(List<FeatureProfile> prepared) {
        this.prepared = prepared;
    }

    LiveFlow of(FlowRecord ended, FlowPayload payload, EndReason reason) {
        record = ended;
        evidence = payload == null ? List.of() : payload.evidence();
        endReason = reason;
        clientIsA = ended.aInitiated();
        return this;
    }

    FlowRecord record() {
        return record;
    }

    @Override
    public long ordinal() {
        return record.ordinal();
    }

    @Override
    public int protocol() {
        return record.protocol();
    }

    @Override
    public byte[] clientAddress() {
        return record.address(clientIsA);
    }

    @Override
    public byte[] serverAddress() {
        return record.address(!clientIsA);
    }

    @Override
    public int clientPort() {
        return clientIsA ? record.aPort() : record.bPort();
    }

    @Override
    public int serverPort() {
        return clientIsA ? record.bPort() : record.aPort();
    }

    @Override
    public long scope() {
        return record.scope();
    }

    @Override
    public long startNanos() {
        return record.start();
    }

    @Override
    public long endNanos() {
        return record.end();
    }

    @Override
    public long packetsForward() {
        return record.packets(clientIsA);
    }

    @Override
    public long packetsBackward() {
        return record.packets(!clientIsA);
    }

    @Override
    public long bytesForward() {
        return record.bytes(clientIsA);
    }

    @Override
    public long bytesBackward() {
        return record.bytes(!clientIsA);
    }

    @Override
    public long payloadForward() {
        return record.payload(clientIsA);
    }

    @Override
    public long payloadBackward() {
        return record.payload(!clientIsA);
    }

    @Override
    public int tcpFlagsForward() {
        return record.flags(clientIsA ? 0 : 1);
    }

    @Override
    public int tcpFlagsBackward() {
        return record.flags(clientIsA ? 1 : 0);
    }

    @Override
    public EndReason endReason() {
        return endReason;
    }

    @Override
    public List<Evidence> evidence() {
        return evidence;
    }

    @Override
    public byte[] firstPayloadForward() {
        return record.firstPayload(clientIsA);
    }

    @Override
    public byte[] firstPayloadBackward() {
        return record.firstPayload(!clientIsA);
    }

    @Override
    public int spltCount() {
        return record.spltCount();
    }

    @Override
    public int spltLength(int i) {
        return clientIsA ? record.spltLength(i) : -record.spltLength(i);
    }

    @Override
    public long spltGapNanos(int i) {
        return record.spltGap(i);
    }

    @Override
    public void features(FeatureProfile profile, double[] out) {
        if (!prepared.contains(profile)) {
            throw new IllegalArgumentException("the meter was not asked to prepare profile " + profile.name());
        }
        FeatureProfiles.calculator(profile).compute(this, out);
    }
}

package dev.tractor.flow;

import dev.tractor.vocabulary.EndReason;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.FeatureProfile;
import dev.tractor.vocabulary.StatedEvidence;
import java.util.List;
import java.util.Set;

/// The one [FlowView] of a metering: it speaks of the record it was moved to.
final class LiveFlow implements FlowView {
    private final FlowTable table;
    private final List<FeatureProfile> prepared;
    private final List<FeatureCalculator> calculators;
    private final FeatureValues[] values;
    private final long[] windows;
    private final CountersView whole = new CountersView();
    private final CountersView firstWindow = new CountersView();
    private final long[] splt = new long[FlowTable.LOG_ROOM];
    private final long[] tally;
    private FlowRecord record;
    private EndReason endReason;

    /// @param windows as the table keeps them
    LiveFlow(FlowTable table, List<FeatureProfile> prepared, long[] windows) {
        this.table = table;
        this.prepared = prepared;
        this.calculators = prepared.stream().map(FeatureProfiles::calculator).toList();
        this.values = prepared.stream().map(FeatureValues::new).toArray(FeatureValues[]::new);
        this.windows = windows;
        this.tally = new long[table.tallyLength()];
    }

    LiveFlow of(FlowRecord ended, EndReason reason) {
        record = ended;
        endReason = reason;
        table.whole(ended, splt, tally, whole);
        return this;
    }

    long[] memory() {
        return record.memory();
    }

    /// Place of the TCP state in [#memory()].
    int tcp() {
        return record.base() + FlowRecord.TCP;
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
        return Addresses.bytes(record.version(), record.addressHigh(true), record.addressLow(true));
    }

    @Override
    public byte[] serverAddress() {
        return Addresses.bytes(record.version(), record.addressHigh(false), record.addressLow(false));
    }

    @Override
    public int clientPort() {
        return record.port(true);
    }

    @Override
    public int serverPort() {
        return record.port(false);
    }

    @Override
    public long scope() {
        return record.scope();
    }

    @Override
    public long startNanos() {
        return whole.earliest();
    }

    @Override
    public long endNanos() {
        return whole.latest();
    }

    @Override
    public long packetsForward() {
        return whole.packets(true);
    }

    @Override
    public long packetsBackward() {
        return whole.packets(false);
    }

    @Override
    public long bytesForward() {
        return whole.bytes(true);
    }

    @Override
    public long bytesBackward() {
        return whole.bytes(false);
    }

    @Override
    public long payloadForward() {
        return whole.payload(true);
    }

    @Override
    public long payloadBackward() {
        return whole.payload(false);
    }

    @Override
    public int tcpFlagsForward() {
        return TcpState.flags(memory(), tcp(), true);
    }

    @Override
    public int tcpFlagsBackward() {
        return TcpState.flags(memory(), tcp(), false);
    }

    @Override
    public long serverRoundTripNanos() {
        return TcpState.serverRoundTrip(memory(), tcp());
    }

    @Override
    public long clientRoundTripNanos() {
        return TcpState.clientRoundTrip(memory(), tcp());
    }

    @Override
    public int retransmissions(boolean forward) {
        return TcpState.retransmissions(memory(), tcp(), forward);
    }

    @Override
    public int outOfOrder(boolean forward) {
        return TcpState.outOfOrder(memory(), tcp(), forward);
    }

    @Override
    public int zeroWindows(boolean forward) {
        return TcpState.zeroWindows(memory(), tcp(), forward);
    }

    @Override
    public long bytesMissing(boolean forward) {
        return table.missing(record, forward);
    }

    @Override
    public int icmpErrors() {
        return table.icmpErrors(record);
    }

    @Override
    public int firstIcmpError() {
        return table.firstIcmpError(record);
    }

    @Override
    public long quotedFlow() {
        return table.quoted(record);
    }

    @Override
    public Set<Symptom> symptoms() {
        return Symptom.ofBits(record.symptoms());
    }

    @Override
    public EndReason endReason() {
        return endReason;
    }

    @Override
    public List<Evidence> evidence() {
        FlowEvidence evidence = table.evidence(record);
        return evidence == null ? StatedEvidence.NONE : evidence.all();
    }

    @Override
    public byte[] firstPayloadForward() {
        return table.firstPayload(record, true);
    }

    @Override
    public byte[] firstPayloadBackward() {
        return table.firstPayload(record, false);
    }

    @Override
    public int spltCount() {
        return record.logged();
    }

    /// All its packed [Splt] entries; void for the next flow.
    long[] splt() {
        return splt;
    }

    @Override
    public int spltLength(int i) {
        return Splt.length(splt[i]);
    }

    @Override
    public long spltGapNanos(int i) {
        return Splt.gap(splt[i]);
    }

    @Override
    public void features(FeatureProfile profile, double[] out) {
        int place = place(profile);
        FeatureValues numbers = values[place];
        features(calculators.get(place), numbers);
        numbers.toArray(out);
    }

    @Override
    public void features(FeatureProfile profile, FeatureValues out) {
        features(calculators.get(place(profile)), out);
    }

    private void features(FeatureCalculator calculator, FeatureValues out) {
        calculator.identify(this, out.begin());
        compute(calculator, out);
    }

    @Override
    public long shape(FeatureProfile profile) {
        return calculators.get(place(profile)).needsContents() ? FlowShape.NONE : FlowShape.of(whole, memory(), tcp());
    }

    @Override
    public void identity(FeatureProfile profile, FeatureValues out) {
        calculators.get(place(profile)).identify(this, out.begin());
    }

    @Override
    public void behaviour(FeatureProfile profile, FeatureValues out) {
        FeatureCalculator calculator = calculators.get(place(profile));
        calculator.identify(this, out.begin());
        compute(calculator, out.beginHere());
    }

    /// Profiles are mostly the very ones that were prepared; to compare two is to compare all their features.
    private int place(FeatureProfile profile) {
        for (int i = 0; i < prepared.size(); i++) {
            if (prepared.get(i) == profile) {
                return i;
            }
        }
        int place = prepared.indexOf(profile);
        if (place < 0) {
            throw new IllegalArgumentException("the meter was not asked to prepare profile " + profile.name());
        }
        return place;
    }

    private void compute(FeatureCalculator calculator, FeatureValues out) {
        long window = calculator.window().toNanos();
        boolean cut = window > 0 && table.window(record, index(window), firstWindow);
        calculator.compute(this, cut ? firstWindow : whole, out);
    }

    private int index(long window) {
        int i = 0;
        while (windows[i] != window) {
            i++;
        }
        return i;
    }
}

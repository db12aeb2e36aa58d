package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;

/// `tractor-1`: correct by definition. Integer nanoseconds inside, microseconds out; sample standard deviation (n-1); what has no value is missing (NaN): every
/// number of an empty series, the deviation of a single value, a rate without duration. Active periods exclude the idle gap and the last one is recorded; a gap
/// is idle when it is longer than the activity threshold.
final class TractorProfile implements FeatureCalculator {
    private static final double NANOS_PER_MICRO = 1_000.0;
    private static final double NANOS_PER_SECOND = 1e9;
    /// Of a series: total, least, greatest, mean, deviation.
    private static final int STATISTICS = 5;

    private final FeatureProfile profile;
    private final Duration activityThreshold;

    TractorProfile(String name, Duration activityThreshold) {
        this.activityThreshold = activityThreshold;
        profile = new FeatureProfile(name, "Time, length and TCP features of a whole flow as the flow model cuts it; a gap of more than "
                + activityThreshold.toSeconds() + " s is idle.", TractorFeatures.all());
    }

    @Override
    public FeatureProfile profile() {
        return profile;
    }

    @Override
    public Duration window() {
        return Duration.ZERO;
    }

    @Override
    public Duration activityThreshold() {
        return activityThreshold;
    }

    @Override
    public void identify(LiveFlow flow, FeatureValues out) {
        out.addWhole(flow.protocol());
        out.addWhole(flow.clientPort());
        out.addWhole(flow.serverPort());
    }

    @Override
    public void compute(LiveFlow flow, CountersView counters, FeatureValues out) {
        amounts(flow, counters, out);
        times(counters.gaps(), out);
        times(counters.gaps(true), out);
        times(counters.gaps(false), out);
        lengths(counters.lengths(), out);
        lengths(counters.lengths(true), out);
        lengths(counters.lengths(false), out);
        times(counters.active(), out);
        times(counters.idle(), out);
        flags(flow, out);
        segments(flow, out);
        packets(flow, out);
    }

    private static void amounts(LiveFlow flow, CountersView counters, FeatureValues out) {
        long duration = counters.duration();
        out.addMicros(duration);
        if (duration > 0) {
            out.add(counters.packets() * NANOS_PER_SECOND / duration);
            out.add((counters.bytes(true) + counters.bytes(false)) * NANOS_PER_SECOND / duration);
        } else {
            out.addMissing(2);
        }
        out.addWhole(counters.packets(true));
        out.addWhole(counters.packets(false));
        out.addWhole(counters.bytes(true));
        out.addWhole(counters.bytes(false));
        out.addWhole(flow.payloadForward());
        out.addWhole(flow.payloadBackward());
    }

    private static void times(Statistics nanos, FeatureValues out) {
        if (nanos.isEmpty()) {
            out.addMissing(STATISTICS);
            return;
        }
        out.addMicros(nanos.sum());
        out.addMicros(nanos.min());
        out.addMicros(nanos.max());
        if (nanos.count() == 1) {
            out.addMicros(nanos.sum());
            out.addMissing(1);
        } else {
            out.add(nanos.mean() / NANOS_PER_MICRO);
            out.add(nanos.deviation() / NANOS_PER_MICRO);
        }
    }

    private static void lengths(Statistics bytes, FeatureValues out) {
        if (bytes.isEmpty()) {
            out.addMissing(STATISTICS);
            return;
        }
        out.addWhole(bytes.sum());
        out.addWhole(bytes.min());
        out.addWhole(bytes.max());
        if (bytes.count() == 1) {
            out.addWhole(bytes.sum());
            out.addMissing(1);
        } else {
            out.add(bytes.mean());
            out.add(bytes.deviation());
        }
    }

    private static void flags(LiveFlow flow, FeatureValues out) {
        long packets = flow.packetsForward() + flow.packetsBackward();
        int forward = flow.tcpFlagsForward();
        int backward = flow.tcpFlagsBackward();
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            if (((forward | backward) >>> bit & 1) == 0) {
                out.addZeros(3);
            } else {
                out.addWhole(forward >>> bit & 1);
                out.addWhole(backward >>> bit & 1);
                out.addWhole(TcpState.flagCount(flow.memory(), flow.tcp(), bit, packets));
            }
        }
    }

    private static void segments(LiveFlow flow, FeatureValues out) {
        if (TcpState.isSmooth(flow.memory(), flow.tcp())) {
            out.addZeros(6);
        } else {
            segments(flow, true, out);
            segments(flow, false, out);
        }
        roundTrip(flow.serverRoundTripNanos(), out);
        roundTrip(flow.clientRoundTripNanos(), out);
    }

    private static void segments(LiveFlow flow, boolean forward, FeatureValues out) {
        out.addWhole(flow.retransmissions(forward));
        out.addWhole(flow.outOfOrder(forward));
        out.addWhole(flow.zeroWindows(forward));
    }

    private static void roundTrip(long nanos, FeatureValues out) {
        if (nanos < 0) {
            out.addMissing(1);
        } else {
            out.addMicros(nanos);
        }
    }

    private static void packets(LiveFlow flow, FeatureValues out) {
        long[] packets = flow.splt();
        int count = flow.spltCount();
        for (int i = 0; i < count; i++) {
            out.addWhole(Splt.length(packets[i]));
        }
        out.addMissing(Splt.MAX_PACKETS - count);
        for (int i = 1; i < count; i++) {
            out.addMicros(Splt.gap(packets[i]));
        }
        out.addMissing(Splt.MAX_PACKETS - count);
    }
}

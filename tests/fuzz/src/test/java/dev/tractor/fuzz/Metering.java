package dev.tractor.fuzz;

import dev.tractor.flow.BothWays;
import dev.tractor.flow.FeatureProfiles;
import dev.tractor.flow.FlowView;
import dev.tractor.flow.MeterOptions;
import dev.tractor.flow.MeterResult;
import dev.tractor.packet.CaptureFormatException;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The whole engine: whatever the bytes, its sums close, its flows hold what the model promises, and neither the bytes' chunks matter nor which packets take
/// the short way.
final class Metering {
    /// Few, so that inputs of some packets fill the flow table.
    private static final int MAX_FLOWS = 4;
    private static final FeatureProfile[] PROFILES = FeatureProfiles.all().toArray(FeatureProfile[]::new);
    private static final MeterOptions OPTIONS = MeterOptions.standard().withProfiles(PROFILES).withMaxFlows(MAX_FLOWS).withSessions();
    private static final MeterOptions COUNTERS_ONLY = MeterOptions.ofProfile(FeatureProfiles.TRACTOR_1).withoutContents();
    /// 52 days: sums of gaps are exact in a double then.
    private static final long MAX_EXACT_NANOS = 1L << 52;
    private static final List<String> SERIES = List.of("iat", "iat_fwd", "iat_bwd", "length", "length_fwd", "length_bwd", "active", "idle");
    private static final int[] STARTS = SERIES.stream().mapToInt(name -> place(FeatureProfiles.TRACTOR_1, name + "_total")).toArray();
    private static final int DURATION = place(FeatureProfiles.TRACTOR_1, "duration");
    private static final int ACTIVE = place(FeatureProfiles.TRACTOR_1, "active_total");
    private static final int IDLE = place(FeatureProfiles.TRACTOR_1, "idle_total");
    private static final int LONGEST_GAP = place(FeatureProfiles.TRACTOR_1, "iat_max");

    private long packets;
    private final BitSet ordinals = new BitSet();

    private Metering() {}

    private static int place(FeatureProfile profile, String name) {
        return profile.features().stream().map(Feature::name).toList().indexOf(name);
    }

    static void meter(byte[] capture) throws IOException {
        try {
            List<String> told = new Metering().meter(new ByteArrayInputStream(capture), true);
            Check.same(told, new Metering().meter(chunks(capture), false), "chunks or the short way matter");
        } catch (CaptureFormatException e) {
            Captures.refused(e, 0);
        }
    }

    /// Usual packets are counted as if they were asked all the rules.
    static void bothWays(byte[] capture) throws IOException {
        Check.same(told(capture, false), told(capture, true), "the short way matters");
    }

    /// Without contents and with room for all flows, as they are in a large capture.
    private static List<String> told(byte[] capture, boolean shortWay) throws IOException {
        List<String> told = new ArrayList<>();
        told.add(BothWays.meter(new ByteArrayInputStream(capture), COUNTERS_ONLY, flow -> told.add(BothWays.describe(flow, COUNTERS_ONLY.profiles())), null, shortWay).toString());
        return told;
    }

    private static ByteArrayInputStream chunks(byte[] capture) {
        return new ByteArrayInputStream(capture) {
            @Override
            public synchronized int read(byte[] target, int offset, int wanted) {
                return super.read(target, offset, Math.min(wanted, 13));
            }
        };
    }

    private List<String> meter(ByteArrayInputStream capture, boolean shortWay) throws IOException {
        List<Long> packetFlows = new ArrayList<>();
        List<String> told = new ArrayList<>();
        MeterResult result = BothWays.meter(capture, OPTIONS, flow -> {
            check(flow);
            told.add(BothWays.describe(flow, OPTIONS.profiles()));
        }, (_, length, _, ordinal) -> {
            Check.that(length > 0, "a record without a byte");
            packetFlows.add(ordinal);
        }, shortWay);
        told.add(packetFlows.toString());
        told.add(result.toString());
        Check.that(result.accounting().closes(), "the sums do not close: " + result.accounting());
        Check.same(result.accounting().packetsInFlows(), packets, "packets in flows");
        Check.same(packets, (long) packetFlows.size(), "packets told to the index");
        Check.same((int) result.flows(), ordinals.cardinality(), "flows");
        Check.that(packetFlows.stream().allMatch(ordinal -> ordinals.get(Math.toIntExact(ordinal))), "a packet of no flow");
        Check.that(result.maxLiveFlows() <= MAX_FLOWS, "more live flows than allowed: " + result.maxLiveFlows());
        Check.that(result.firstNanos() <= result.lastNanos(), "the first packet after the last");
        return told;
    }

    private void check(FlowView flow) {
        Check.that(!ordinals.get(Math.toIntExact(flow.ordinal())), "a flow ended twice");
        ordinals.set(Math.toIntExact(flow.ordinal()));
        long count = flow.packetsForward() + flow.packetsBackward();
        packets += count;
        Check.that(count > 0 && flow.startNanos() <= flow.endNanos(), "an empty flow");
        Check.that(flow.spltCount() == Math.min(32, count), "SPLT of " + flow.spltCount() + " for " + count + " packets");
        Check.that(flow.firstPayloadForward().length <= 64 && flow.firstPayloadBackward().length <= 64, "more payload kept than allowed");
        flow.evidence().forEach(Metering::check);
        double[] vector = new double[FeatureProfiles.TRACTOR_1.size()];
        for (FeatureProfile profile : PROFILES) {
            flow.features(profile, vector);
            for (int i = 0; i < profile.size(); i++) {
                Check.that(!Double.isInfinite(vector[i]), profile.features().get(i).name() + " is infinite");
            }
        }
        flow.features(FeatureProfiles.TRACTOR_1, vector);
        long span = flow.endNanos() - flow.startNanos();
        if (span >= 0 && span < MAX_EXACT_NANOS / Math.max(1, count)) {
            invariants(vector, count);
        }
    }

    static void check(Evidence evidence) {
        Check.that(!evidence.value().isEmpty() && evidence.value().length() <= Evidence.MAX_LENGTH, "evidence of " + evidence.value().length() + " characters");
        Check.that(evidence.value().chars().noneMatch(Character::isISOControl), "evidence with control characters: " + evidence);
    }

    private static void invariants(double[] vector, long count) {
        double duration = vector[DURATION];
        double idle = Double.isNaN(vector[IDLE]) ? 0 : vector[IDLE];
        Check.that(Math.abs(vector[ACTIVE] + idle - duration) <= 1e-6 * Math.abs(duration) + 1e-6 * Math.abs(idle), "active " + vector[ACTIVE] + ", idle " + idle + ", duration " + duration);
        Check.that(vector[LONGEST_GAP] > 1e6 == !Double.isNaN(vector[IDLE]), "longest gap " + vector[LONGEST_GAP] + ", idle " + vector[IDLE]);
        for (int at : STARTS) {
            double min = vector[at + 1];
            double max = vector[at + 2];
            double mean = vector[at + 3];
            Check.that(Double.isNaN(mean) ? Double.isNaN(min) && Double.isNaN(max) : min <= mean && mean <= max, "min " + min + ", mean " + mean + ", max " + max);
            Check.that(!(vector[at + 4] < 0), "deviation " + vector[at + 4]);
        }
        if (count > 1) {
            Check.that(Math.abs(vector[STARTS[0] + 3] * (count - 1) - duration) <= 1e-9 * Math.abs(duration) + 1e-9, "mean gap " + vector[STARTS[0] + 3] + " of " + count + " packets in " + duration);
        }
    }
}

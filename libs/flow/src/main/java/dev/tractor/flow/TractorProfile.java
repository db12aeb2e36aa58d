package dev.tractor.flow;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// `tractor-1`: correct by definition. Integer nanoseconds inside, microseconds out; sample standard deviation (n-1); what has no value is missing (NaN): every
/// number of an empty series, the deviation of a single value, a rate without duration. Active periods exclude the idle gap and the last one is recorded; a gap
/// is idle when it is longer than the activity threshold.
final class TractorProfile implements FeatureCalculator {
    private static final double NANOS_PER_MICRO = 1_000.0;
    private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr");
    private static final List<String> STATISTICS = List.of("total", "min", "max", "mean", "std");
    private static final List<String> STATISTIC_WORDS = List.of("Sum", "Least", "Greatest", "Mean", "Sample standard deviation (n-1)");

    /// Neighbouring columns that are computed together.
    private interface Writer {
        void write(LiveFlow flow, CountersView counters, double[] out, int at);
    }

    private final List<Feature> features = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final Writer[] writing;
    private final int[] writingAt;
    private final FeatureProfile profile;
    private final Duration activityThreshold;

    TractorProfile(String name, Duration activityThreshold) {
        this.activityThreshold = activityThreshold;
        identity();
        amounts();
        series();
        tcp();
        packets();
        writing = writers.toArray(Writer[]::new);
        writingAt = places.stream().mapToInt(Integer::intValue).toArray();
        profile = new FeatureProfile(name, "Time, length and TCP features of a whole flow as the flow model cuts it; a gap of more than "
                + activityThreshold.toSeconds() + " s is idle.", features);
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
    public void compute(LiveFlow flow, CountersView counters, double[] out) {
        for (int i = 0; i < writing.length; i++) {
            writing[i].write(flow, counters, out, writingAt[i]);
        }
    }

    private void group(Writer writer, List<Feature> columns) {
        places.add(features.size());
        writers.add(writer);
        features.addAll(columns);
    }

    private void one(String name, String unit, String definition, ToDoubleFunction<LiveFlow> value) {
        group((flow, _, out, at) -> out[at] = value.applyAsDouble(flow), List.of(new Feature(name, unit, definition)));
    }

    private void identity() {
        one("protocol", "1", "IP protocol number.", LiveFlow::protocol);
        one("client_port", "1", "Port of the initiator, 0 without ports.", LiveFlow::clientPort);
        one("server_port", "1", "Port of the responder, 0 without ports.", LiveFlow::serverPort);
    }

    private void amounts() {
        group((_, counters, out, at) -> {
            double duration = counters.duration();
            out[at] = duration / NANOS_PER_MICRO;
            out[at + 1] = duration > 0 ? counters.packets() * 1e9 / duration : Double.NaN;
            out[at + 2] = duration > 0 ? (counters.bytes(true) + counters.bytes(false)) * 1e9 / duration : Double.NaN;
        }, List.of(new Feature("duration", "us", "Time from the first to the last packet in file order: the sum of all gaps, negative when the capture is that much out of order."),
                new Feature("packets_per_second", "1/s", "Packets of both directions by duration; missing unless the duration is positive."),
                new Feature("bytes_per_second", "bytes/s", "IP total lengths of both directions by duration; missing unless the duration is positive.")));
        one("packets_fwd", "packets", "Packets of the initiator.", LiveFlow::packetsForward);
        one("packets_bwd", "packets", "Packets of the responder.", LiveFlow::packetsBackward);
        one("bytes_fwd", "bytes", "IP total lengths of the initiator's packets.", LiveFlow::bytesForward);
        one("bytes_bwd", "bytes", "IP total lengths of the responder's packets.", LiveFlow::bytesBackward);
        one("payload_fwd", "bytes", "Bytes behind the transport header by the IP length, initiator.", LiveFlow::payloadForward);
        one("payload_bwd", "bytes", "Bytes behind the transport header by the IP length, responder.", LiveFlow::payloadBackward);
    }

    private void series() {
        series("iat", "us", "gaps between neighbouring packets of either direction, in file order", NANOS_PER_MICRO, CountersView::gaps);
        series("iat_fwd", "us", "gaps between neighbouring packets of the initiator, in file order", NANOS_PER_MICRO, counters -> counters.gaps(true));
        series("iat_bwd", "us", "gaps between neighbouring packets of the responder, in file order", NANOS_PER_MICRO, counters -> counters.gaps(false));
        series("length", "bytes", "IP total lengths of all packets", 1, CountersView::lengths);
        series("length_fwd", "bytes", "IP total lengths of the initiator's packets", 1, counters -> counters.lengths(true));
        series("length_bwd", "bytes", "IP total lengths of the responder's packets", 1, counters -> counters.lengths(false));
        series("active", "us", "active periods, each from the first to the last packet between two idle gaps, the last one among them", NANOS_PER_MICRO, CountersView::active);
        series("idle", "us", "idle gaps, which are those above the activity threshold", NANOS_PER_MICRO, CountersView::idle);
    }

    private void series(String name, String unit, String what, double divisor, Function<CountersView, Statistics> series) {
        List<Feature> columns = new ArrayList<>();
        for (int i = 0; i < STATISTICS.size(); i++) {
            columns.add(new Feature(name + "_" + STATISTICS.get(i), unit, STATISTIC_WORDS.get(i) + " of the " + what + (STATISTICS.get(i).equals("std") ? "; missing with fewer than two." : "; missing without any.")));
        }
        group((_, counters, out, at) -> write(series.apply(counters), divisor, out, at), columns);
    }

    private static void write(Statistics statistics, double divisor, double[] out, int at) {
        boolean empty = statistics.isEmpty();
        out[at] = empty ? Double.NaN : statistics.sum() / divisor;
        out[at + 1] = empty ? Double.NaN : statistics.min() / divisor;
        out[at + 2] = empty ? Double.NaN : statistics.max() / divisor;
        out[at + 3] = empty ? Double.NaN : statistics.mean() / divisor;
        out[at + 4] = statistics.count() < 2 ? Double.NaN : statistics.deviation() / divisor;
    }

    private void tcp() {
        List<Feature> flags = new ArrayList<>();
        for (String name : FLAGS) {
            String flag = name.toUpperCase(Locale.ROOT);
            flags.add(new Feature(name + "_fwd", "1", "1 when the initiator set " + flag + " in any packet, else 0."));
            flags.add(new Feature(name + "_bwd", "1", "1 when the responder set " + flag + " in any packet, else 0."));
            flags.add(new Feature(name + "_packets", "packets", "Packets of both directions with " + flag + "."));
        }
        group(TractorProfile::writeFlags, flags);
        List<Feature> segments = new ArrayList<>();
        for (String suffix : List.of("_fwd", "_bwd")) {
            String whose = suffix.equals("_fwd") ? " of the initiator" : " of the responder";
            segments.add(new Feature("retransmissions" + suffix, "packets", "TCP segments" + whose + " that bring nothing new."));
            segments.add(new Feature("out_of_order" + suffix, "packets", "TCP segments" + whose + " that fill a hole left by an earlier one, or come before all that was seen of a stream from its middle."));
            segments.add(new Feature("zero_windows" + suffix, "packets", "TCP segments" + whose + " that announce no room."));
        }
        segments.add(new Feature("rtt_server", "us", "From the last SYN before the first SYN/ACK to that; missing without both."));
        segments.add(new Feature("rtt_client", "us", "From the last SYN/ACK to the initiator's first ACK after it; missing without both."));
        group(TractorProfile::writeSegments, segments);
    }

    private static void writeFlags(LiveFlow flow, CountersView counters, double[] out, int at) {
        int forward = flow.tcpFlagsForward();
        int backward = flow.tcpFlagsBackward();
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            out[at + 3 * bit] = forward >>> bit & 1;
            out[at + 3 * bit + 1] = backward >>> bit & 1;
            out[at + 3 * bit + 2] = TcpState.flagCount(flow.memory(), flow.tcp(), bit);
        }
    }

    private static void writeSegments(LiveFlow flow, CountersView counters, double[] out, int at) {
        long[] memory = flow.memory();
        int tcp = flow.tcp();
        out[at] = TcpState.retransmissions(memory, tcp, true);
        out[at + 1] = TcpState.outOfOrder(memory, tcp, true);
        out[at + 2] = TcpState.zeroWindows(memory, tcp, true);
        out[at + 3] = TcpState.retransmissions(memory, tcp, false);
        out[at + 4] = TcpState.outOfOrder(memory, tcp, false);
        out[at + 5] = TcpState.zeroWindows(memory, tcp, false);
        out[at + 6] = roundTrip(TcpState.serverRoundTrip(memory, tcp));
        out[at + 7] = roundTrip(TcpState.clientRoundTrip(memory, tcp));
    }

    private static double roundTrip(long nanos) {
        return nanos < 0 ? Double.NaN : nanos / NANOS_PER_MICRO;
    }

    private void packets() {
        List<Feature> columns = new ArrayList<>();
        for (int i = 1; i <= Splt.MAX_PACKETS; i++) {
            columns.add(new Feature("splt_length_" + i, "bytes", "Payload length of packet " + i + " of either direction, negative from the responder, at most 524287; missing behind the last."));
        }
        for (int i = 2; i <= Splt.MAX_PACKETS; i++) {
            columns.add(new Feature("splt_gap_" + i, "us", "Gap before packet " + i + " of either direction, at most 2.4 hours; missing behind the last."));
        }
        group(TractorProfile::writePackets, columns);
    }

    private static void writePackets(LiveFlow flow, CountersView counters, double[] out, int at) {
        long[] packets = flow.splt();
        int gaps = at + Splt.MAX_PACKETS - 1;
        int count = flow.spltCount();
        out[at] = Splt.length(packets[0]);
        for (int i = 1; i < count; i++) {
            out[at + i] = Splt.length(packets[i]);
            out[gaps + i] = Splt.gap(packets[i]) / NANOS_PER_MICRO;
        }
        Arrays.fill(out, at + count, at + Splt.MAX_PACKETS, Double.NaN);
        Arrays.fill(out, gaps + count, gaps + Splt.MAX_PACKETS, Double.NaN);
    }
}

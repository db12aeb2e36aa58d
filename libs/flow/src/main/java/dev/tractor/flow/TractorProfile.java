package dev.tractor.flow;

import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// `tractor-1`: correct by definition. Integer nanoseconds inside, microseconds out; sample standard deviation (n-1); an empty series is missing (NaN);
/// active periods exclude the idle gap and the last one is recorded; the activity threshold is 1 s, strictly greater; rates are missing at zero duration.
final class TractorProfile implements FeatureCalculator {
    static final long ACTIVITY_THRESHOLD_NANOS = 1_000_000_000L;
    private static final double NANOS_PER_MICRO = 1_000.0;

    private record Column(Feature feature, ToDoubleFunction<LiveFlow> value) {}

    private final List<Column> columns = columns();
    private final FeatureProfile profile = new FeatureProfile("tractor-1", "Statistical and time features of a whole flow.", columns.stream().map(Column::feature).toList());

    @Override
    public FeatureProfile profile() {
        return profile;
    }

    @Override
    public void compute(LiveFlow flow, double[] out) {
        for (int i = 0; i < columns.size(); i++) {
            out[i] = columns.get(i).value().applyAsDouble(flow);
        }
    }

    private static List<Column> columns() {
        List<Column> all = new ArrayList<>();
        add(all, "protocol", "1", "IP protocol number.", LiveFlow::protocol);
        add(all, "client_port", "1", "Port of the initiator, 0 without ports.", LiveFlow::clientPort);
        add(all, "server_port", "1", "Port of the responder, 0 without ports.", LiveFlow::serverPort);
        add(all, "duration", "us", "Time from the earliest to the latest packet.", flow -> duration(flow) / NANOS_PER_MICRO);
        add(all, "packets_fwd", "packets", "Packets of the initiator.", LiveFlow::packetsForward);
        add(all, "packets_bwd", "packets", "Packets of the responder.", LiveFlow::packetsBackward);
        add(all, "bytes_fwd", "bytes", "IP total lengths of the initiator's packets.", LiveFlow::bytesForward);
        add(all, "bytes_bwd", "bytes", "IP total lengths of the responder's packets.", LiveFlow::bytesBackward);
        add(all, "payload_fwd", "bytes", "Payload behind the transport header, initiator.", LiveFlow::payloadForward);
        add(all, "payload_bwd", "bytes", "Payload behind the transport header, responder.", LiveFlow::payloadBackward);
        add(all, "packets_per_second", "1/s", "Packets of both directions by duration.", flow -> rate(flow, flow.packetsForward() + flow.packetsBackward()));
        add(all, "bytes_per_second", "bytes/s", "IP bytes of both directions by duration.", flow -> rate(flow, flow.bytesForward() + flow.bytesBackward()));
        series(all, "iat", "us", "gaps between packets of either direction", NANOS_PER_MICRO, flow -> FlowRecord.GAPS);
        series(all, "iat_fwd", "us", "gaps between the initiator's packets", NANOS_PER_MICRO, flow -> flow.record().aInitiated() ? FlowRecord.GAPS_A : FlowRecord.GAPS_B);
        series(all, "iat_bwd", "us", "gaps between the responder's packets", NANOS_PER_MICRO, flow -> flow.record().aInitiated() ? FlowRecord.GAPS_B : FlowRecord.GAPS_A);
        series(all, "length", "bytes", "IP total lengths of all packets", 1, flow -> FlowRecord.LENGTHS);
        series(all, "length_fwd", "bytes", "IP total lengths of the initiator's packets", 1, flow -> flow.record().aInitiated() ? FlowRecord.LENGTHS_A : FlowRecord.LENGTHS_B);
        series(all, "length_bwd", "bytes", "IP total lengths of the responder's packets", 1, flow -> flow.record().aInitiated() ? FlowRecord.LENGTHS_B : FlowRecord.LENGTHS_A);
        series(all, "active", "us", "periods without a gap above 1 s", NANOS_PER_MICRO, flow -> FlowRecord.ACTIVE);
        series(all, "idle", "us", "gaps above 1 s", NANOS_PER_MICRO, flow -> FlowRecord.IDLE);
        String[] flags = {"fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"};
        for (int i = 0; i < flags.length; i++) {
            int bit = 1 << i;
            add(all, flags[i] + "_fwd", "1", "1 when the initiator set " + flags[i].toUpperCase() + " in any packet.", flow -> (flow.tcpFlagsForward() & bit) == 0 ? 0 : 1);
            add(all, flags[i] + "_bwd", "1", "1 when the responder set " + flags[i].toUpperCase() + " in any packet.", flow -> (flow.tcpFlagsBackward() & bit) == 0 ? 0 : 1);
        }
        add(all, "retransmissions_fwd", "packets", "TCP segments of the initiator that bring nothing new.", flow -> flow.record().retransmissions(flow.record().aInitiated() ? 0 : 1));
        add(all, "retransmissions_bwd", "packets", "TCP segments of the responder that bring nothing new.", flow -> flow.record().retransmissions(flow.record().aInitiated() ? 1 : 0));
        add(all, "rtt_server", "us", "From SYN to SYN/ACK.", flow -> roundTrip(flow.record().serverRoundTrip()));
        add(all, "rtt_client", "us", "From SYN/ACK to the initiator's ACK.", flow -> roundTrip(flow.record().clientRoundTrip()));
        for (int i = 0; i < FlowRecord.SPLT_MAX; i++) {
            int packet = i;
            add(all, "splt_length_" + (i + 1), "bytes", "Payload length of packet " + (i + 1) + ", negative from the responder; missing behind the last.", flow -> packet < flow.spltCount() ? flow.spltLength(packet) : Double.NaN);
        }
        for (int i = 1; i < FlowRecord.SPLT_MAX; i++) {
            int packet = i;
            add(all, "splt_gap_" + (i + 1), "us", "Gap before packet " + (i + 1) + "; missing behind the last.", flow -> packet < flow.spltCount() ? flow.spltGapNanos(packet) / NANOS_PER_MICRO : Double.NaN);
        }
        return all;
    }

    private static void add(List<Column> all, String name, String unit, String definition, ToDoubleFunction<LiveFlow> value) {
        all.add(new Column(new Feature(name, unit, definition), value));
    }

    private static void series(List<Column> all, String name, String unit, String what, double divisor, java.util.function.ToIntFunction<LiveFlow> series) {
        add(all, name + "_total", unit, "Total of the " + what + ".", flow -> statistic(flow, series, s -> Series.sum(flow.record().segment(), s)) / divisor);
        add(all, name + "_min", unit, "Least of the " + what + ".", flow -> statistic(flow, series, s -> Series.min(flow.record().segment(), s)) / divisor);
        add(all, name + "_max", unit, "Greatest of the " + what + ".", flow -> statistic(flow, series, s -> Series.max(flow.record().segment(), s)) / divisor);
        add(all, name + "_mean", unit, "Mean of the " + what + ".", flow -> statistic(flow, series, s -> Series.mean(flow.record().segment(), s)) / divisor);
        add(all, name + "_std", unit, "Sample standard deviation of the " + what + ".", flow -> statistic(flow, series, s -> Series.deviation(flow.record().segment(), s)) / divisor);
    }

    private static double statistic(LiveFlow flow, java.util.function.ToIntFunction<LiveFlow> series, java.util.function.LongToDoubleFunction value) {
        long at = flow.record().base() + series.applyAsInt(flow);
        return Series.count(flow.record().segment(), at) == 0 ? Double.NaN : value.applyAsDouble(at);
    }

    private static long duration(LiveFlow flow) {
        return flow.endNanos() - flow.startNanos();
    }

    private static double rate(LiveFlow flow, long amount) {
        return duration(flow) == 0 ? Double.NaN : amount * 1e9 / duration(flow);
    }

    private static double roundTrip(long nanos) {
        return nanos < 0 ? Double.NaN : nanos / NANOS_PER_MICRO;
    }
}

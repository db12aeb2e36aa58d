package dev.tractor.flow;

import dev.tractor.vocabulary.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The schema of `tractor-1`, in the order in which [TractorProfile] computes.
final class TractorFeatures {
    private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr");

    private final List<Feature> features = new ArrayList<>();

    private TractorFeatures() {}

    static List<Feature> all() {
        TractorFeatures schema = new TractorFeatures();
        schema.identity();
        schema.amounts();
        schema.series();
        schema.tcp();
        schema.packets();
        return schema.features;
    }

    private void add(String name, String unit, String definition) {
        features.add(new Feature(name, unit, definition));
    }

    private void identity() {
        add("protocol", "1", "IP protocol number.");
        add("client_port", "1", "Port of the initiator, 0 without ports.");
        add("server_port", "1", "Port of the responder, 0 without ports.");
    }

    private void amounts() {
        add("duration", "us", "Time from the first to the last packet in file order: the sum of all gaps, negative when the capture is that much out of order.");
        add("packets_per_second", "1/s", "Packets of both directions by duration; missing unless the duration is positive.");
        add("bytes_per_second", "bytes/s", "IP total lengths of both directions by duration; missing unless the duration is positive.");
        add("packets_fwd", "packets", "Packets of the initiator.");
        add("packets_bwd", "packets", "Packets of the responder.");
        add("bytes_fwd", "bytes", "IP total lengths of the initiator's packets.");
        add("bytes_bwd", "bytes", "IP total lengths of the responder's packets.");
        add("payload_fwd", "bytes", "Bytes behind the transport header by the IP length, initiator.");
        add("payload_bwd", "bytes", "Bytes behind the transport header by the IP length, responder.");
    }

    private void series() {
        series("iat", "us", "gaps between neighbouring packets of either direction, in file order");
        series("iat_fwd", "us", "gaps between neighbouring packets of the initiator, in file order");
        series("iat_bwd", "us", "gaps between neighbouring packets of the responder, in file order");
        series("length", "bytes", "IP total lengths of all packets");
        series("length_fwd", "bytes", "IP total lengths of the initiator's packets");
        series("length_bwd", "bytes", "IP total lengths of the responder's packets");
        series("active", "us", "active periods, each from the first to the last packet between two idle gaps, the last one among them");
        series("idle", "us", "idle gaps, which are those above the activity threshold");
    }

    private void series(String name, String unit, String what) {
        add(name + "_total", unit, "Sum of the " + what + "; missing without any.");
        add(name + "_min", unit, "Least of the " + what + "; missing without any.");
        add(name + "_max", unit, "Greatest of the " + what + "; missing without any.");
        add(name + "_mean", unit, "Mean of the " + what + "; missing without any.");
        add(name + "_std", unit, "Sample standard deviation (n-1) of the " + what + "; missing with fewer than two.");
    }

    private void tcp() {
        for (String name : FLAGS) {
            String flag = name.toUpperCase(Locale.ROOT);
            add(name + "_fwd", "1", "1 when the initiator set " + flag + " in any packet, else 0.");
            add(name + "_bwd", "1", "1 when the responder set " + flag + " in any packet, else 0.");
            add(name + "_packets", "packets", "Packets of both directions with " + flag + ".");
        }
        segments("_fwd", " of the initiator");
        segments("_bwd", " of the responder");
        add("rtt_server", "us", "From the last SYN before the first SYN/ACK to that; missing without both.");
        add("rtt_client", "us", "From the last SYN/ACK to the initiator's first ACK after it; missing without both.");
    }

    private void segments(String suffix, String whose) {
        add("retransmissions" + suffix, "packets", "TCP segments" + whose + " that bring nothing new.");
        add("out_of_order" + suffix, "packets", "TCP segments" + whose + " that fill a hole left by an earlier one, or come before all that was seen of a stream from its middle.");
        add("zero_windows" + suffix, "packets", "TCP segments" + whose + " that announce no room.");
    }

    private void packets() {
        for (int i = 1; i <= Splt.MAX_PACKETS; i++) {
            add("splt_length_" + i, "bytes", "Payload length of packet " + i + " of either direction, negative from the responder, at most 524287; missing behind the last.");
        }
        for (int i = 2; i <= Splt.MAX_PACKETS; i++) {
            add("splt_gap_" + i, "us", "Gap before packet " + i + " of either direction, at most 2.4 hours; missing behind the last.");
        }
    }
}

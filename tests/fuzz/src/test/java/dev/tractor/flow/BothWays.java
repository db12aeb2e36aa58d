package dev.tractor.flow;

import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Meters so that every packet is asked all the rules, or so that usual ones take the short way; all that is told must be the same.
public final class BothWays {
    private BothWays() {}

    /// As [FlowMeter#meter].
    ///
    /// @param packets may be null
    /// @param shortWay whether usual packets may take it
    public static MeterResult meter(InputStream capture, MeterOptions options, FlowSink flows, PacketSink packets, boolean shortWay) throws IOException {
        return FlowMeter.meter(capture, options, flows, packets, null, shortWay);
    }

    /// All that a flow tells: every field, and its vectors.
    public static String describe(FlowView flow, List<FeatureProfile> profiles) {
        List<Object> fields = new ArrayList<>(List.of(flow.ordinal(), flow.protocol(), Arrays.toString(flow.clientAddress()), Arrays.toString(flow.serverAddress()), flow.clientPort(), flow.serverPort(),
                flow.scope(), flow.startNanos(), flow.endNanos(), flow.packetsForward(), flow.packetsBackward(), flow.bytesForward(), flow.bytesBackward(), flow.payloadForward(),
                flow.payloadBackward(), flow.tcpFlagsForward(), flow.tcpFlagsBackward(), flow.serverRoundTripNanos(), flow.clientRoundTripNanos(), flow.icmpErrors(), flow.firstIcmpError(),
                flow.quotedFlow(), flow.symptoms(), flow.endReason(), flow.evidence(), Arrays.toString(flow.firstPayloadForward()), Arrays.toString(flow.firstPayloadBackward())));
        for (boolean forward : new boolean[] {true, false}) {
            fields.addAll(List.of(flow.retransmissions(forward), flow.outOfOrder(forward), flow.zeroWindows(forward), flow.bytesMissing(forward)));
        }
        for (int i = 0; i < flow.spltCount(); i++) {
            fields.add(flow.spltLength(i) + "@" + flow.spltGapNanos(i));
        }
        for (FeatureProfile profile : profiles) {
            double[] vector = new double[profile.size()];
            flow.features(profile, vector);
            fields.add(Arrays.toString(vector));
        }
        return fields.toString();
    }
}

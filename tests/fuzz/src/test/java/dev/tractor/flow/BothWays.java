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

    /// All that a metering tells: of each flow every field and vector, of each packet its flow, then the sums, health and warnings.
    ///
    /// @throws dev.tractor.packet.CaptureFormatException as [FlowMeter#meter]
    public static List<String> told(InputStream capture, MeterOptions options, boolean shortWay) throws IOException {
        List<String> told = new ArrayList<>();
        MeterResult result = FlowMeter.meter(capture, options, flow -> told.add(describe(flow, options.profiles())), (offset, length, nanos, flow) -> told.add(offset + " " + flow), null, shortWay);
        told.add(result.toString());
        return told;
    }

    private static String describe(FlowView flow, List<FeatureProfile> profiles) {
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

package dev.tractor.flow;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.vocabulary.EndReason;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that a metering gave, copied; flows in the order in which they began.
record Metered(MeterResult result, List<Flow> flows, List<Long> packetFlows) {
    /// @param vectors by profile name
    record Flow(long ordinal, int protocol, String client, int clientPort, String server, int serverPort, long scope, long startNanos, long endNanos,
            long packetsForward, long packetsBackward, long bytesForward, long bytesBackward, long payloadForward, long payloadBackward, int flagsForward, int flagsBackward,
            EndReason end, List<Evidence> evidence, String firstForward, String firstBackward, List<Integer> lengths, List<Long> gaps, Map<String, List<Double>> vectors) {
        String key() {
            return protocol + " " + client + ":" + clientPort + " " + server + ":" + serverPort;
        }

        /// `key forward/backward reason`
        String brief() {
            return key() + " " + packetsForward + "/" + packetsBackward + " " + end.label();
        }

        double feature(FeatureProfile profile, String name) {
            for (int i = 0; i < profile.size(); i++) {
                if (profile.features().get(i).name().equals(name)) {
                    return vectors.get(profile.name()).get(i);
                }
            }
            throw new IllegalArgumentException(name);
        }
    }

    static Metered of(CaptureBuilder capture) {
        return of(capture, MeterOptions.standard());
    }

    static Metered of(CaptureBuilder capture, MeterOptions options) {
        try {
            return of(new ByteArrayInputStream(capture.toBytes()), options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Metered of(InputStream in, MeterOptions options) throws IOException {
        List<Flow> flows = new ArrayList<>();
        List<Long> packetFlows = new ArrayList<>();
        MeterResult result = FlowMeter.meter(in, options, view -> flows.add(copy(view, options)), (_, _, _, ordinal) -> packetFlows.add(ordinal), null);
        flows.sort(Comparator.comparingLong(Flow::ordinal));
        return new Metered(result, flows, packetFlows);
    }

    List<String> briefs() {
        return flows.stream().map(Flow::brief).toList();
    }

    List<String> warnings() {
        return result.warnings().stream().map(warning -> warning.code() + " " + warning.count()).toList();
    }

    private static Flow copy(FlowView view, MeterOptions options) {
        Map<String, List<Double>> vectors = new HashMap<>();
        for (FeatureProfile profile : options.profiles()) {
            double[] vector = new double[profile.size()];
            view.features(profile, vector);
            vectors.put(profile.name(), java.util.Arrays.stream(vector).boxed().toList());
        }
        List<Integer> lengths = new ArrayList<>();
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < view.spltCount(); i++) {
            lengths.add(view.spltLength(i));
            gaps.add(view.spltGapNanos(i));
        }
        return new Flow(view.ordinal(), view.protocol(), address(view.clientAddress()), view.clientPort(), address(view.serverAddress()), view.serverPort(), view.scope(), view.startNanos(),
                view.endNanos(), view.packetsForward(), view.packetsBackward(), view.bytesForward(), view.bytesBackward(), view.payloadForward(), view.payloadBackward(),
                view.tcpFlagsForward(), view.tcpFlagsBackward(), view.endReason(), List.copyOf(view.evidence()), text(view.firstPayloadForward()), text(view.firstPayloadBackward()),
                lengths, gaps, vectors);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}

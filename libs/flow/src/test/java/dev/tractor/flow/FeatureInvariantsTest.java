package dev.tractor.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every vector of every profile, over generated captures and over real ones.
class FeatureInvariantsTest {
    private static final FeatureProfile TRACTOR = FeatureProfiles.TRACTOR_1;
    private static final List<FeatureProfile> ISCX = FeatureProfiles.all().stream().filter(profile -> profile.name().startsWith("iscx-2016")).toList();
    private static final long[] WINDOW_SECONDS = {15, 30, 60, 120};
    private static final FeatureProfile[] ALL = FeatureProfiles.all().toArray(FeatureProfile[]::new);
    private static final int ROUNDS = 400;
    /// At, below and above each threshold and window, out of order, together, and small.
    private static final long[] GAPS = {0, 1, 999, 1_000, 999_999_999L, 1_000_000_000L, 1_000_000_001L, 14_000_000_000L, 15_000_000_000L, 15_000_000_001L, 30_000_000_000L,
        59_999_999_999L, 60_000_000_000L, 60_000_000_001L, -1, -1_000_000L, -1_500_000_000L, -9_000_000_000L, 20_000_000L, 250_000_000L};

    @Test
    void vectorsOfGeneratedCapturesAreThoseOfThePlainFormulas() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] capture = capture(new Random(round));
            Map<Long, List<NaiveFeatures.Seen>> packets = new HashMap<>();
            List<Metered.Flow> flows = metered(capture, packets);
            for (Metered.Flow flow : flows) {
                String where = "round " + round + ", flow " + flow.key();
                NaiveFeatures plain = new NaiveFeatures(packets.get(flow.ordinal()));
                plain.tractor().forEach((name, value) -> assertClose(value, flow.feature(TRACTOR, name), where + ", " + name));
                for (int i = 0; i < ISCX.size(); i++) {
                    double[] expected = plain.iscx(WINDOW_SECONDS[i] * 1_000_000_000L);
                    for (int column = 0; column < expected.length; column++) {
                        assertClose(expected[column], flow.vectors().get(ISCX.get(i).name()).get(column), where + ", " + ISCX.get(i).name() + " " + ISCX.get(i).features().get(column).name());
                    }
                }
                invariants(flow, where);
            }
        }
    }

    private static void assertClose(double expected, double actual, String where) {
        assertEquals(expected, actual, Double.isNaN(expected) ? 0 : 1e-12 * Math.abs(expected), where);
    }

    /// A few flows with up to 60 packets, whose lengths tell the packets of a flow apart.
    private static byte[] capture(Random random) {
        CaptureBuilder capture = CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, true, CaptureBuilder.LINKTYPE_ETHERNET);
        int flows = 1 + random.nextInt(3);
        for (int i = 1 + random.nextInt(60); i > 0; i--) {
            boolean forward = random.nextInt(3) > 0;
            int port = 5000 + random.nextInt(flows);
            byte[] content = new byte[random.nextInt(1_400)];
            String from = forward ? "10.0.0.1" : "10.0.0.2";
            String to = forward ? "10.0.0.2" : "10.0.0.1";
            byte[] segment = port == 5000
                    ? Frames.tcp(forward ? port : 443, forward ? 443 : port, Frames.ACK, 1, 1, content)
                    : Frames.udp(forward ? port : 443, forward ? 443 : port, content);
            capture.packet(Frames.ethernet(Frames.ipv4(from, to, port == 5000 ? Frames.TCP : Frames.UDP, segment)));
            capture.after(Duration.ofNanos(random.nextInt(4) == 0 ? GAPS[random.nextInt(GAPS.length)] : random.nextLong(3_000_000_000L)));
        }
        return capture.toBytes();
    }

    /// @param packets receives each flow's packets by its ordinal, read from the capture's bytes
    private static List<Metered.Flow> metered(byte[] capture, Map<Long, List<NaiveFeatures.Seen>> packets) throws IOException {
        Metered metered = Metered.of(new ByteArrayInputStream(capture), MeterOptions.standard().withProfiles(ALL));
        Map<Long, Integer> clientPorts = new HashMap<>();
        metered.flows().forEach(flow -> clientPorts.put(flow.ordinal(), flow.clientPort()));
        var bytes = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
        int at = 24;
        for (long ordinal : metered.packetFlows()) {
            long nanos = bytes.getInt(at) * 1_000_000_000L + bytes.getInt(at + 4);
            int ip = at + 16 + 14;
            int sourcePort = Short.toUnsignedInt(Short.reverseBytes(bytes.getShort(ip + 20)));
            int ipLength = Short.toUnsignedInt(Short.reverseBytes(bytes.getShort(ip + 2)));
            packets.computeIfAbsent(ordinal, _ -> new ArrayList<>()).add(new NaiveFeatures.Seen(nanos, sourcePort == clientPorts.get(ordinal), ipLength));
            at += 16 + bytes.getInt(at + 8);
        }
        return metered.flows();
    }

    @Test
    void vectorsOfTheCorpusHoldTheInvariants() throws IOException {
        int flows = 0;
        for (Path capture : corpus()) {
            try (var in = Files.newInputStream(capture)) {
                for (Metered.Flow flow : Metered.of(in, MeterOptions.standard().withProfiles(ALL)).flows()) {
                    invariants(flow, capture.getFileName() + " " + flow.key());
                    flows++;
                }
            }
        }
        assertTrue(flows > 5_000, "only " + flows + " flows");
    }

    private static List<Path> corpus() throws IOException {
        Path corpus = Path.of(System.getProperty("tractor.corpus", "")).resolve("ndpi/pcap");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
        try (var files = Files.list(corpus)) {
            return files.sorted().toList();
        }
    }

    private static void invariants(Metered.Flow flow, String where) {
        for (FeatureProfile profile : ISCX) {
            iscxInvariants(profile, flow, where + ", " + profile.name());
        }
        tractorInvariants(flow, where + ", tractor-1");
    }

    private static void iscxInvariants(FeatureProfile profile, Metered.Flow flow, String where) {
        double duration = flow.feature(profile, "duration");
        double packets = Math.rint(flow.feature(profile, "flowPktsPerSecond") * duration / 1e6);
        if (duration != 0) {
            assertEquals(duration, flow.feature(profile, "mean_flowiat") * (packets - 1), 1e-9 * Math.abs(duration), where);
        }
        for (String series : List.of("fiat", "biat", "flowiat", "active", "idle")) {
            double std = flow.feature(profile, "std_" + series);
            boolean empty = flow.feature(profile, "min_" + series) == -1 && flow.feature(profile, "max_" + series) == -1 && flow.feature(profile, "mean_" + series) == 0;
            assertTrue(empty || flow.feature(profile, "min_" + series) <= flow.feature(profile, "mean_" + series)
                    && flow.feature(profile, "mean_" + series) <= flow.feature(profile, "max_" + series), where + " " + series);
            assertTrue(std >= 0, where + " " + series);
        }
        assertEquals(flow.feature(profile, "max_flowiat") > 1_000_000, flow.feature(profile, "min_idle") > 1_000_000, where);
        assertEquals(flow.feature(profile, "min_idle") == -1, flow.feature(profile, "min_active") == -1, where);
    }

    private static void tractorInvariants(Metered.Flow flow, String where) {
        double duration = flow.feature(TRACTOR, "duration");
        long packets = flow.packetsForward() + flow.packetsBackward();
        double idle = flow.feature(TRACTOR, "idle_total");
        if (packets > 1) {
            assertEquals(duration, flow.feature(TRACTOR, "iat_mean") * (packets - 1), 1e-9 * Math.abs(duration) + 1e-9, where);
        }
        assertTrue(flow.feature(TRACTOR, "active_total") + (Double.isNaN(idle) ? 0 : idle) <= duration + 1e-9 * Math.abs(duration), where);
        assertEquals(flow.feature(TRACTOR, "iat_max") > 1_000_000, !Double.isNaN(idle), where);
        assertEquals(flow.lengths().getFirst().doubleValue(), flow.feature(TRACTOR, "splt_length_1"), where);
        for (String series : List.of("iat", "iat_fwd", "iat_bwd", "length", "length_fwd", "length_bwd", "active", "idle")) {
            double min = flow.feature(TRACTOR, series + "_min");
            double mean = flow.feature(TRACTOR, series + "_mean");
            double max = flow.feature(TRACTOR, series + "_max");
            assertTrue(Double.isNaN(min) && Double.isNaN(mean) && Double.isNaN(max) || min <= mean && mean <= max, where + " " + series);
        }
    }

    /// `iscx-2016/120` knows no idle timeout; a flow that the pipeline ended in a pause of such a window is left out, and is none of the shorter windows.
    @Test
    void pipelineVectorIsTheFirstRowOfTheProfilesOwnFlows() throws IOException {
        int compared = 0;
        for (FeatureProfile profile : ALL) {
            int paused = 0;
            for (Path capture : corpus()) {
                Map<String, Metered.Flow> pipeline = first(capture, MeterOptions.standard().withProfiles(profile));
                Map<String, Metered.Flow> own = first(capture, MeterOptions.ofProfile(profile));
                assertEquals(pipeline.keySet(), own.keySet(), capture.toString());
                for (String key : pipeline.keySet()) {
                    Metered.Flow flow = own.get(key);
                    boolean longPause = profile.name().equals("iscx-2016/120") && flow.feature(profile, "max_flowiat") > 60e6;
                    if (longPause) {
                        paused++;
                    } else {
                        assertEquals(flow.vectors(), pipeline.get(key).vectors(), capture.getFileName() + " " + key);
                        compared++;
                    }
                }
            }
            assertTrue(paused < 100, profile.name() + ": " + paused + " flows have a pause that the pipeline ends them in");
        }
        assertTrue(compared > 20_000, "only " + compared + " vectors were compared");
    }

    private static Map<String, Metered.Flow> first(Path capture, MeterOptions options) throws IOException {
        Map<String, Metered.Flow> first = new HashMap<>();
        try (var in = Files.newInputStream(capture)) {
            Metered.of(in, options).flows().forEach(flow -> first.putIfAbsent(pair(flow), flow));
        }
        return first;
    }

    /// The key without direction: a later flow of it may have another initiator.
    private static String pair(Metered.Flow flow) {
        Stream<String> sides = Stream.of(flow.client() + " " + flow.clientPort(), flow.server() + " " + flow.serverPort());
        return flow.scope() + " " + flow.protocol() + " " + sides.sorted().collect(Collectors.joining(" "));
    }
}

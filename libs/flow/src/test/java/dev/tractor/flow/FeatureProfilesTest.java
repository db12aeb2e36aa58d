package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.SYN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.FeatureProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Vectors against numbers worked out by hand.
class FeatureProfilesTest {
    private static final FeatureProfile ISCX = FeatureProfiles.ISCX_2016;
    private static final FeatureProfile TRACTOR = FeatureProfiles.TRACTOR_1;
    private static final MeterOptions BOTH = MeterOptions.standard().withProfiles(ISCX, TRACTOR);

    /// A UDP packet with that many bytes of IP total length, from the client or from the server.
    private static byte[] packet(boolean forward, int ipLength) {
        String from = forward ? "10.0.0.1" : "10.0.0.2";
        String to = forward ? "10.0.0.2" : "10.0.0.1";
        return Frames.ethernet(Frames.ipv4(from, to, Frames.UDP, Frames.udp(forward ? 5000 : 6000, forward ? 6000 : 5000, new byte[ipLength - 28])));
    }

    private static CaptureBuilder at(CaptureBuilder capture, long micros, boolean forward, int ipLength) {
        long now = capture.now() - CaptureBuilder.START_SECONDS * 1_000_000_000L;
        return capture.after(Duration.ofNanos(micros * 1_000 - now)).packet(packet(forward, ipLength));
    }

    /// Bursts at 0 to 0.2 s, 1.2 s (a gap of exactly 1 s does not part them), and 3 s.
    private static CaptureBuilder example() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        at(capture, 0, true, 100);
        at(capture, 200_000, false, 200);
        at(capture, 1_200_000, true, 100);
        at(capture, 3_000_000, true, 400);
        return at(capture, 3_000_000, false, 200);
    }

    @Test
    void iscxVectorOfAnExample() {
        Metered.Flow flow = Metered.of(example(), BOTH).flows().getFirst();

        double[] expected = {
            3_000_000,
            3_000_000, 2_800_000, 1_200_000, 2_800_000, 1_800_000, 2_800_000, 1_500_000, 2_800_000, Math.sqrt(2 * 300_000.0 * 300_000.0), 0,
            5 / 3.0, 1_000 / 3.0,
            0, 1_800_000, 750_000, Math.sqrt((550_000.0 * 550_000 + 250_000.0 * 250_000 + 1_050_000.0 * 1_050_000 + 750_000.0 * 750_000) / 3),
            3_000_000, 3_000_000, 3_000_000, 0,
            1_800_000, 1_800_000, 1_800_000, 0
        };
        assertArrayEquals(expected, vector(flow, ISCX), 1e-6);
    }

    @Test
    void iscxVectorOfOnePacketHasTheConventionsOfTheData() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(packet(true, 100));

        double[] expected = {0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, -1, 0, -1, 0, -1, 0, -1, 0};
        assertArrayEquals(expected, vector(Metered.of(capture, BOTH).flows().getFirst(), ISCX), 0);
    }

    @Test
    void iscxColumnsAreThoseOfTheData() throws IOException {
        Path data = Path.of(System.getProperty("tractor.corpus", "")).resolve("iscx/iscx_15s_dev.csv");
        assumeTrue(Files.exists(data), "the corpus is not here: " + data);
        try (var lines = Files.lines(data)) {
            List<String> header = List.of(lines.findFirst().orElseThrow().split(","));
            assertEquals(header.subList(0, 25), ISCX.features().stream().map(Feature::name).toList());
        }
    }

    @Test
    void iscxVectorCoversTheFirstWindowOnly() {
        CaptureBuilder capture = example();
        Metered before = Metered.of(capture, BOTH);
        at(capture, 15_000_000, false, 60);
        double[] atTheEdge = vector(Metered.of(capture, BOTH).flows().getFirst(), ISCX);
        at(capture, 15_000_001, true, 60);
        at(capture, 70_000_000, true, 60);
        double[] beyond = vector(Metered.of(capture, BOTH).flows().getFirst(), ISCX);

        assertEquals(15_000_000, beyond[0]);
        assertArrayEquals(atTheEdge, beyond, 0);
        assertEquals(3_000_000, vector(before.flows().getFirst(), ISCX)[0]);
    }

    @Test
    void tractorVectorOfAnExample() {
        Metered.Flow flow = Metered.of(example(), BOTH).flows().getFirst();

        Map<String, Double> expected = Map.ofEntries(
                Map.entry("protocol", 17.0), Map.entry("client_port", 5000.0), Map.entry("server_port", 6000.0), Map.entry("duration", 3_000_000.0), Map.entry("packets_per_second", 5 / 3.0),
                Map.entry("bytes_fwd", 600.0), Map.entry("payload_bwd", 344.0), Map.entry("iat_total", 3_000_000.0), Map.entry("iat_mean", 750_000.0), Map.entry("iat_fwd_max", 1_800_000.0),
                Map.entry("iat_bwd_std", Double.NaN), Map.entry("length_mean", 200.0), Map.entry("length_std", Math.sqrt((10_000 + 0 + 10_000 + 40_000 + 0) / 4.0)), Map.entry("length_fwd_min", 100.0),
                Map.entry("active_total", 1_200_000.0), Map.entry("active_min", 0.0), Map.entry("active_max", 1_200_000.0), Map.entry("idle_total", 1_800_000.0), Map.entry("idle_std", Double.NaN),
                Map.entry("splt_length_1", 72.0), Map.entry("splt_length_2", -172.0), Map.entry("splt_gap_2", 200_000.0), Map.entry("splt_length_6", Double.NaN), Map.entry("rtt_server", Double.NaN));
        expected.forEach((name, value) -> assertEquals(value, flow.feature(TRACTOR, name), 1e-9, name));
    }

    @Test
    void tractorVectorOfOnePacketIsMissingWhatHasNoValue() {
        Metered.Flow flow = Metered.of(CaptureBuilder.pcap().packet(packet(true, 100)), BOTH).flows().getFirst();

        for (String name : List.of("packets_per_second", "iat_total", "iat_min", "iat_std", "length_bwd_min", "idle_mean", "splt_gap_2")) {
            assertEquals(Double.NaN, flow.feature(TRACTOR, name), name);
        }
        assertEquals(0, flow.feature(TRACTOR, "active_total"));
        assertEquals(100, flow.feature(TRACTOR, "length_max"));
    }

    @Test
    void tcpFeatures() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(tcp(true, SYN, 100, 0)).after(Duration.ofMillis(20)).packet(tcp(false, SYN | ACK, 900, 0)).after(Duration.ofMillis(5)).packet(tcp(true, ACK, 101, 0))
                .packet(tcp(true, ACK, 101, 10)).packet(tcp(true, ACK, 101, 10)).packet(tcp(true, ACK, 121, 10)).packet(tcp(true, ACK, 111, 10)).packet(tcp(true, ACK, 131, 5));

        Metered.Flow flow = Metered.of(capture, BOTH).flows().getFirst();

        Map<String, Double> expected = Map.of("rtt_server", 20_000.0, "rtt_client", 5_000.0, "retransmissions_fwd", 1.0, "out_of_order_fwd", 1.0, "retransmissions_bwd", 0.0,
                "syn_fwd", 1.0, "syn_packets", 2.0, "ack_packets", 7.0, "fin_bwd", 0.0);
        expected.forEach((name, value) -> assertEquals(value, flow.feature(TRACTOR, name), name));
    }

    private static byte[] tcp(boolean forward, int flags, int sequence, int payload) {
        return tcp(forward, flags, sequence, payload, (byte) 0);
    }

    private static byte[] tcp(boolean forward, int flags, int sequence, int payload, byte filling) {
        byte[] content = new byte[payload];
        Arrays.fill(content, filling);
        byte[] segment = Frames.tcp(forward ? 5000 : 443, forward ? 443 : 5000, flags, sequence, 0, content);
        return Frames.ethernet(Frames.ipv4(forward ? "10.0.0.1" : "10.0.0.2", forward ? "10.0.0.2" : "10.0.0.1", Frames.TCP, segment));
    }

    @Test
    void profilesAreKnownByName() {
        assertEquals(List.of("tractor-1", "iscx-2016", "iscx-2016/30", "iscx-2016/60", "iscx-2016/120", "bytes-1"), FeatureProfiles.all().stream().map(FeatureProfile::name).toList());
        assertEquals("no feature profile is named 'x'; there are tractor-1, iscx-2016, iscx-2016/30, iscx-2016/60, iscx-2016/120, bytes-1, and tractor-1/S with an activity threshold of S seconds",
                assertThrows(IllegalArgumentException.class, () -> FeatureProfiles.named("x")).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Metered.of(example(), BOTH.withProfiles(new FeatureProfile("x", "", List.of()))));
    }

    @Test
    void activityThresholdIsAParameterOfTheProfile() {
        FeatureProfile twoSeconds = FeatureProfiles.named("tractor-1/2");
        Metered.Flow flow = Metered.of(example(), MeterOptions.standard().withProfiles(twoSeconds)).flows().getFirst();

        assertEquals(3_000_000.0, flow.feature(twoSeconds, "active_total"));
        assertEquals(Double.NaN, flow.feature(twoSeconds, "idle_total"));
        assertEquals("feature profiles with different activity thresholds cannot be computed together: tractor-1/2, iscx-2016",
                assertThrows(IllegalArgumentException.class, () -> MeterOptions.standard().withProfiles(twoSeconds, ISCX)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> FeatureProfiles.named("tractor-1/0"));
    }

    @Test
    void iscxFlowsAreCutFromTheirFirstPacketAndByNoPause() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (long second : new long[] {0, 90, 120, 121}) {
            at(capture, second * 1_000_000, true, 100);
        }

        FeatureProfile longest = FeatureProfiles.named("iscx-2016/120");
        List<Metered.Flow> flows = Metered.of(capture, MeterOptions.ofProfile(longest)).flows();

        assertEquals(List.of(3L, 1L), flows.stream().map(Metered.Flow::packetsForward).toList());
        assertEquals(List.of(120e6, 90e6), List.of(flows.getFirst().feature(longest, "duration"), flows.getFirst().feature(longest, "max_flowiat")));
        assertEquals(2, Metered.of(capture, MeterOptions.standard()).flows().size());
    }

    @Test
    void bytesAreThoseOfTheFirstPayloads() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(tcp(true, SYN, 100, 0)).packet(tcp(false, SYN | ACK, 900, 0)).packet(tcp(true, ACK, 101, 3, (byte) 0xc8)).packet(tcp(false, ACK, 901, 40, (byte) 7));
        FeatureProfile bytes = FeatureProfiles.named("bytes-1");

        Metered.Flow flow = Metered.of(capture, MeterOptions.ofProfile(bytes).withoutContents()).flows().getFirst();

        Map<String, Double> expected = Map.of("protocol", 6.0, "byte_fwd_1", 200.0, "byte_fwd_3", 200.0, "byte_fwd_4", Double.NaN, "byte_bwd_32", 7.0, "payload_1", 3.0, "payload_2", -40.0, "payload_3", Double.NaN);
        expected.forEach((name, value) -> assertEquals(value, flow.feature(bytes, name), name));
    }

    @Test
    void severalWindowsAreKeptAtOnce() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int second = 0; second <= 50; second += 10) {
            at(capture, second * 1_000_000L, true, 100);
        }

        Metered.Flow flow = Metered.of(capture, MeterOptions.standard().withProfiles(FeatureProfiles.named("iscx-2016/30"), ISCX, FeatureProfiles.named("iscx-2016/60"))).flows().getFirst();

        assertEquals(List.of(10e6, 30e6, 50e6), List.of(flow.vectors().get("iscx-2016").getFirst(), flow.vectors().get("iscx-2016/30").getFirst(), flow.vectors().get("iscx-2016/60").getFirst()));
    }

    private static double[] vector(Metered.Flow flow, FeatureProfile profile) {
        return flow.vectors().get(profile.name()).stream().mapToDouble(Double::doubleValue).toArray();
    }
}

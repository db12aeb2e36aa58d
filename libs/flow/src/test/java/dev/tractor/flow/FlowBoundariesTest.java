package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.EMPTY;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.RST;
import static dev.tractor.testsupport.Frames.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.testsupport.LargeCapture;
import dev.tractor.vocabulary.EndReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where flows begin and end, and who began them.
class FlowBoundariesTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final String KEY = "6 10.0.0.1:50000 10.0.0.2:80 ";
    private static final Duration NANO = Duration.ofNanos(1_000);

    private static byte[] udp(String source, int sourcePort, String target, int targetPort) {
        return Frames.ethernet(Frames.ipv4(source, target, Frames.UDP, Frames.udp(sourcePort, targetPort, new byte[] {1, 2, 3})));
    }

    private static byte[] request(int flags, int sequence, String payload) {
        return Frames.ethernet(Frames.ipv4(A, B, Frames.TCP, Frames.tcp(50_000, 80, flags, sequence, 0, payload.getBytes())));
    }

    private static byte[] answer(int flags, int sequence, String payload) {
        return Frames.ethernet(Frames.ipv4(B, A, Frames.TCP, Frames.tcp(80, 50_000, flags, sequence, 0, payload.getBytes())));
    }

    private static CaptureBuilder handshake() {
        return CaptureBuilder.pcap().packet(request(SYN, 100, "")).after(Duration.ofMillis(20)).packet(answer(SYN | ACK, 900, "")).after(Duration.ofMillis(5))
                .packet(request(ACK, 101, ""));
    }

    @Test
    void theFirstPacketsAfterALongPauseStayInTheirFlows() throws IOException {
        var shape = new LargeCapture.Shape(2, 50, 4, 100);
        var capture = new ByteArrayOutputStream();
        LargeCapture.write(shape, capture);

        Metered metered = Metered.of(new ByteArrayInputStream(capture.toByteArray()), MeterOptions.standard());

        assertEquals(shape.flows(), metered.result().flows());
        assertTrue(metered.flows().stream().allMatch(flow -> flow.packetsForward() == 2 && flow.packetsBackward() == 2));
    }

    @Test
    void onePacketIsAFlow() {
        Metered metered = Metered.of(CaptureBuilder.pcap().packet(udp(A, 5000, B, 6000)));

        Metered.Flow flow = metered.flows().getFirst();
        assertEquals(List.of("17 10.0.0.1:5000 10.0.0.2:6000 1/0 forced"), metered.briefs());
        assertEquals(31, flow.bytesForward());
        assertEquals(3, flow.payloadForward());
        assertEquals(flow.startNanos(), flow.endNanos());
        assertEquals(List.of(), metered.warnings());
    }

    static Stream<Arguments> gapsAroundTheIdleTimeout() {
        Duration timeout = Duration.ofSeconds(60);
        return Stream.of(Arguments.of(timeout.minus(NANO), 1), Arguments.of(timeout, 1), Arguments.of(timeout.plus(NANO), 2));
    }

    @ParameterizedTest
    @MethodSource("gapsAroundTheIdleTimeout")
    void onlyALongerGapThanTheTimeoutBeginsANewFlow(Duration gap, int flows) {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(udp(A, 5000, B, 6000)).after(gap).packet(udp(B, 6000, A, 5000));

        assertEquals(flows, Metered.of(capture).flows().size());
    }

    @Test
    void otherTrafficDoesNotChangeWhereAFlowEnds() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(udp(A, 5000, B, 6000));
        for (int i = 0; i < 12; i++) {
            capture.after(Duration.ofSeconds(5)).packet(udp(A, 5001, B, 6001));
        }
        capture.packet(udp(A, 5000, B, 6000)).after(Duration.ofSeconds(100)).packet(udp(A, 5001, B, 6001));

        assertEquals(List.of("17 10.0.0.1:5000 10.0.0.2:6000 2/0 idle", "17 10.0.0.1:5001 10.0.0.2:6001 12/0 idle", "17 10.0.0.1:5001 10.0.0.2:6001 1/0 forced"),
                Metered.of(capture).briefs());
    }

    @Test
    void establishedTcpWaitsLonger() {
        CaptureBuilder capture = handshake().after(Duration.ofSeconds(600)).packet(request(ACK, 101, "x")).after(Duration.ofSeconds(600).plus(NANO)).packet(answer(ACK, 901, "y"));

        assertEquals(List.of(KEY + "3/1 idle", KEY + "0/1 forced"), Metered.of(capture).briefs());
    }

    @Test
    void unansweredSynDoesNotWaitLonger() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(request(SYN, 100, "")).after(Duration.ofSeconds(61)).packet(request(SYN, 100, ""));

        assertEquals(List.of(KEY + "1/0 idle", KEY + "1/0 forced"), Metered.of(capture).briefs());
    }

    @Test
    void finBothWaysClosesAndLastPacketsLinger() {
        CaptureBuilder capture = handshake().packet(request(FIN | ACK, 101, "")).after(Duration.ofMillis(1)).packet(answer(FIN | ACK, 901, "")).after(Duration.ofSeconds(2))
                .packet(request(ACK, 102, "")).after(NANO).packet(request(ACK, 102, ""));

        assertEquals(List.of(KEY + "4/2 end", KEY + "1/0 forced"), Metered.of(capture).briefs());
    }

    @Test
    void halfClosedFlowGoesOn() {
        CaptureBuilder capture = handshake().packet(request(FIN | ACK, 101, "")).after(Duration.ofSeconds(30)).packet(answer(ACK, 901, "still talking"))
                .packet(request(FIN | ACK, 101, ""));

        assertEquals(List.of(KEY + "4/2 forced"), Metered.of(capture).briefs());
    }

    @Test
    void resetCloses() {
        CaptureBuilder capture = handshake().packet(answer(RST, 901, "")).after(Duration.ofSeconds(3)).packet(request(ACK, 101, ""));

        assertEquals(List.of(KEY + "2/2 end", KEY + "1/0 forced"), Metered.of(capture).briefs());
    }

    @Test
    void newSynAfterTheCloseBeginsAFlowAtOnce() {
        CaptureBuilder capture = handshake().packet(request(RST, 101, "")).packet(request(SYN, 5_000, "")).packet(answer(SYN | ACK, 7_000, ""));

        assertEquals(List.of(KEY + "3/1 end", KEY + "1/1 forced"), Metered.of(capture).briefs());
    }

    @Test
    void reusedPortWithoutACloseBeginsAFlow() {
        CaptureBuilder capture = handshake().packet(request(ACK, 101, "data")).after(Duration.ofSeconds(20)).packet(request(SYN, 5_000, "")).packet(answer(SYN | ACK, 7_000, ""));

        assertEquals(List.of(KEY + "3/1 end", KEY + "1/1 forced"), Metered.of(capture).briefs());
    }

    @Test
    void retransmittedSynStaysInItsFlow() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(request(SYN, 100, "")).after(Duration.ofSeconds(1)).packet(request(SYN, 100, "")).packet(answer(SYN | ACK, 900, ""))
                .packet(request(SYN, 100, ""));

        assertEquals(List.of(KEY + "3/1 forced"), Metered.of(capture).briefs());
    }

    @Test
    void synAckBeforeItsSynIsOneFlowOfTheSynsSender() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(answer(SYN | ACK, 900, "")).packet(request(SYN, 100, "")).packet(request(ACK, 101, ""));

        assertEquals(List.of(KEY + "2/1 forced"), Metered.of(capture).briefs());
    }

    @Test
    void activeTimeoutCutsByTheFlowsStart() {
        MeterOptions options = MeterOptions.standard().withTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(600), Duration.ofSeconds(15), Duration.ofSeconds(2)).withMaxFlows(10);
        CaptureBuilder capture = CaptureBuilder.pcap().packet(udp(A, 1, B, 2)).after(Duration.ofSeconds(10)).packet(udp(A, 1, B, 2)).after(Duration.ofSeconds(5)).packet(udp(A, 1, B, 2))
                .after(NANO).packet(udp(A, 1, B, 2));

        assertEquals(List.of("17 10.0.0.1:1 10.0.0.2:2 3/0 active", "17 10.0.0.1:1 10.0.0.2:2 1/0 forced"), Metered.of(capture, options).briefs());
    }

    @Test
    void packetsOutsideOfTheAskedTimeAreFilteredAndDecideNothing() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int second = 0; second < 5; second++) {
            capture.packet(udp(A, 1, B, 2)).after(Duration.ofSeconds(1));
        }
        MeterResult all = Metered.of(capture).result();
        long start = all.firstNanos();

        Metered metered = Metered.of(capture, MeterOptions.standard().between(start + 1_000_000_000L, start + 3_000_000_000L));

        assertEquals(List.of("17 10.0.0.1:1 10.0.0.2:2 2/0 forced"), metered.briefs());
        Accounting accounting = metered.result().accounting();
        assertEquals(List.of(5L, 2L, 3L), List.of(accounting.packetsRead(), accounting.packetsInFlows(), accounting.packetsFiltered()));
        assertEquals(accounting.bytesRead(), accounting.bytesInFlows() + accounting.bytesFiltered());
        assertEquals(List.of(start, all.lastNanos()), List.of(metered.result().firstNanos(), metered.result().lastNanos()));
        assertEquals(List.of(), Metered.of(capture, MeterOptions.standard().between(0, 1)).briefs());
    }

    @Test
    void fullTableEndsTheOldestAndSaysSo() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int port = 1; port <= 5; port++) {
            capture.packet(udp(A, port, B, 6000)).after(Duration.ofMillis(1));
        }

        Metered metered = Metered.of(capture, MeterOptions.standard().withMaxFlows(3));

        assertEquals(List.of("resources", "resources", "forced", "forced", "forced"), metered.flows().stream().map(flow -> flow.end().label()).toList());
        assertEquals(List.of("flow-table-full 2"), metered.warnings());
        assertEquals(3, metered.result().maxLiveFlows());
    }

    @Test
    void onePacketFromTheFarFutureEndsNoOtherFlow() {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(udp(A, 1, B, 2)).after(Duration.ofDays(5_000)).packet(udp(A, 9, B, 9)).after(Duration.ofDays(-5_000));
        for (int i = 0; i < 10; i++) {
            capture.after(Duration.ofSeconds(6)).packet(udp(A, 7, B, 7));
        }
        capture.packet(udp(A, 1, B, 2));

        Metered metered = Metered.of(capture);

        assertEquals(List.of("17 10.0.0.1:1 10.0.0.2:2 2/0 forced", "17 10.0.0.1:9 10.0.0.2:9 1/0 forced", "17 10.0.0.1:7 10.0.0.2:7 10/0 forced"), metered.briefs());
        assertEquals(List.of("clock-jump 2", "reordered 1"), metered.warnings());
    }

    @Test
    void initiatorIsTheSynsSenderElseTheFirstSenderElseTheOneWithoutAServicePort() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(answer(ACK, 901, "mid-stream"))
                .packet(udp(B, 53, A, 40_000))
                .packet(udp(B, 40_001, A, 40_002))
                .packet(udp(B, 123, A, 123));

        assertEquals(List.of(KEY + "0/1 forced", "17 10.0.0.1:40000 10.0.0.2:53 0/1 forced", "17 10.0.0.2:40001 10.0.0.1:40002 1/0 forced", "17 10.0.0.2:123 10.0.0.1:123 1/0 forced"),
                Metered.of(capture).briefs());
    }

    @Test
    void twoPingsAtOnceAreTwoFlowsOfTheRequester() {
        CaptureBuilder capture = CaptureBuilder.pcap()
                .packet(ping(B, A, false, 7)).packet(ping(A, B, true, 8)).packet(ping(A, B, true, 7)).packet(ping(B, A, false, 8));

        assertEquals(List.of("1 10.0.0.1:0 10.0.0.2:0 1/1 forced", "1 10.0.0.1:0 10.0.0.2:0 1/1 forced"), Metered.of(capture).briefs());
    }

    private static byte[] ping(String source, String target, boolean request, int identifier) {
        return Frames.ethernet(Frames.ipv4(source, target, Frames.ICMP, Frames.icmpEcho(request, identifier)));
    }

    @Test
    void vlansAreApart() {
        byte[] packet = Frames.ipv4(A, B, Frames.UDP, Frames.udp(1, 2, EMPTY));
        CaptureBuilder capture = CaptureBuilder.pcap().packet(Frames.vlan(10, packet)).packet(Frames.vlan(11, packet)).packet(Frames.ethernet(packet)).packet(Frames.vlan(10, packet));

        Metered metered = Metered.of(capture);

        assertEquals(List.of(10L, 11L, 0L), metered.flows().stream().map(Metered.Flow::scope).toList());
        assertEquals(2, metered.flows().getFirst().packetsForward());
    }

    @Test
    void fragmentsJoinTheirDatagramInAnyOrder() {
        byte[] datagram = Frames.udp(1, 2, new byte[40]);
        byte[] first = Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, 77, 0, true, java.util.Arrays.copyOf(datagram, 24)));
        byte[] second = Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, 77, 24, false, java.util.Arrays.copyOfRange(datagram, 24, 48)));
        byte[] stray = Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, 78, 24, false, new byte[8]));

        Metered inOrder = Metered.of(CaptureBuilder.pcap().packet(first).packet(second));
        Metered reversed = Metered.of(CaptureBuilder.pcap().packet(second).packet(stray).packet(first));

        assertEquals(List.of("17 10.0.0.1:1 10.0.0.2:2 2/0 forced"), inOrder.briefs());
        assertEquals(inOrder.briefs(), reversed.briefs());
        assertEquals(40, reversed.flows().getFirst().payloadForward());
        assertEquals(1, reversed.result().accounting().packetsUnfinishedFragments());
        assertTrue(reversed.result().accounting().closes());
        assertEquals(List.of("unfinished-fragments 1"), reversed.warnings());
    }

    @Test
    void ipv6FlowHasItsLengthsAndAddresses() {
        byte[] packet = Frames.ethernet(Frames.ipv6("2001:db8::1", "2001:db8::2", Frames.UDP, Frames.udp(1, 2, new byte[5])));

        Metered.Flow flow = Metered.of(CaptureBuilder.pcap().packet(packet)).flows().getFirst();

        assertEquals("17 2001:db8:0:0:0:0:0:1:1 2001:db8:0:0:0:0:0:2:2", flow.key());
        assertEquals(53, flow.bytesForward());
        assertEquals(5, flow.payloadForward());
    }

    @Test
    void everyPacketIsToldWithItsFlow() {
        Metered metered = Metered.of(CaptureBuilder.pcap().packet(udp(A, 1, B, 2)).packet(udp(A, 3, B, 4)).packet(udp(B, 2, A, 1)));

        assertEquals(List.of(0L, 1L, 0L), metered.packetFlows());
    }

    @Test
    void reorderedPacketsKeepTheFlowsEnds() {
        CaptureBuilder capture = CaptureBuilder.pcap().after(Duration.ofSeconds(1)).packet(udp(A, 1, B, 2)).after(Duration.ofSeconds(-1)).packet(udp(B, 2, A, 1)).packet(udp(B, 2, A, 1));

        Metered metered = Metered.of(capture);

        assertEquals(1_000_000_000L, metered.flows().getFirst().endNanos() - metered.flows().getFirst().startNanos());
        assertEquals(List.of(0L, -1_000_000_000L, 0L), metered.flows().getFirst().gaps());
        assertEquals(List.of(3, -3, -3), metered.flows().getFirst().lengths());
        assertEquals(List.of("reordered 1"), metered.warnings());
    }

    @Test
    void aFullTableAlwaysEndsTheFlowThatHasBeenIdleTheLongest() {
        int room = 40;
        CaptureBuilder capture = CaptureBuilder.pcap();
        LinkedHashMap<Integer, Integer> byUse = new LinkedHashMap<>(16, 0.75f, true);
        List<Integer> expected = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            int port = 20_000 + (int) Math.abs(random.nextGaussian() * 60);
            if (byUse.get(port) == null) {
                if (byUse.size() == room) {
                    int oldest = byUse.keySet().iterator().next();
                    expected.add(oldest);
                    byUse.remove(oldest);
                }
                byUse.put(port, port);
            }
            capture.packet(udp(A, port, B, 9_999)).after(Duration.ofMillis(1 + random.nextInt(3)));
        }
        List<Integer> ended = new ArrayList<>();

        MeterResult result = metered(capture, MeterOptions.standard().withMaxFlows(room), flow -> {
            if (flow.endReason() == EndReason.LACK_OF_RESOURCES) {
                ended.add(flow.clientPort());
            }
        });

        assertTrue(expected.size() > 1_000);
        assertEquals(expected, ended);
        assertEquals(expected.size(), result.health().flowsEvicted());
        assertEquals(room, result.maxLiveFlows());
    }

    private static MeterResult metered(CaptureBuilder capture, MeterOptions options, FlowSink flows) {
        try {
            return FlowMeter.meter(new ByteArrayInputStream(capture.toBytes()), options, flows, null, null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fragmentsThatWaitForeverAreBoundedAndCounted() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < 20_000; i++) {
            capture.packet(Frames.ethernet(Frames.ipv4Fragment(A, B, Frames.UDP, i, 24, false, new byte[8])));
        }

        Metered metered = Metered.of(capture.packet(udp(A, 1, B, 2)));

        assertEquals(20_000, metered.result().accounting().packetsUnfinishedFragments());
        assertTrue(metered.result().accounting().closes());
        assertEquals(1, metered.flows().size());
    }
}

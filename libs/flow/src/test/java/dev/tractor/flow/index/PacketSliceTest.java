package dev.tractor.flow.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.flow.FlowMeter;
import dev.tractor.flow.MeterOptions;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketSliceTest {
    private static final int ETHERNET = 1;
    private static final int RAW = 101;

    @TempDir Path folder;

    /// A packet as a reader sees it.
    record Seen(long nanos, int linkType, long original, String frame) {}

    static List<Seen> read(byte[] capture) throws IOException {
        List<Seen> packets = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture), new Warnings())) {
            Packet[] batch = Packet.batch(16);
            for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                for (int i = 0; i < count; i++) {
                    Packet packet = batch[i];
                    packets.add(new Seen(packet.timeNanos(), packet.linkType(), packet.original(), HexFormat.of().formatHex(reader.memory(), packet.start(), packet.start() + packet.captured())));
                }
            }
        }
        return packets;
    }

    /// Each flow's packets as a reader of the whole capture sees them.
    private static Map<Long, List<Seen>> flowsOf(byte[] capture, ByteArrayOutputStream index) throws IOException {
        Map<Long, Seen> byOffset = new TreeMap<>();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture), new Warnings())) {
            Packet[] batch = Packet.batch(1);
            for (Seen seen : read(capture)) {
                reader.read(batch);
                byOffset.put(batch[0].offset(), seen);
            }
        }
        Map<Long, TreeMap<Long, Seen>> flows = new TreeMap<>();
        PacketIndexWriter writer = new PacketIndexWriter(index, "e");
        FlowMeter.meter(new ByteArrayInputStream(capture), MeterOptions.standard(), _ -> {}, new dev.tractor.flow.PacketSink() {
            @Override
            public void packet(long offset, int recordLength, long timeNanos, long flowOrdinal) {
                writer.packet(offset, recordLength, timeNanos, flowOrdinal);
                flows.computeIfAbsent(flowOrdinal, _ -> new TreeMap<>()).put(offset, byOffset.get(offset));
            }

            @Override
            public void block(long offset, int length, boolean isSection) {
                writer.block(offset, length, isSection);
            }
        }, null);
        writer.finish();
        Map<Long, List<Seen>> packets = new TreeMap<>();
        flows.forEach((flow, seen) -> packets.put(flow, List.copyOf(seen.values())));
        return packets;
    }

    private static byte[] slice(byte[] capture, byte[] index, FlowSet flows, boolean sequential) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CaptureBytes bytes = sequential ? new SequentialBytes(() -> new ByteArrayInputStream(capture), () -> {})
                : (offset, length) -> new ByteArrayInputStream(capture, Math.toIntExact(offset), Math.toIntExact(length));
        PacketSlice.copy(PacketIndexReader.open(new PacketIndexTest.Bytes(index)), flows, bytes, out);
        return out.toByteArray();
    }

    private static void everyFlowsSliceHasItsPackets(byte[] capture) throws IOException {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        Map<Long, List<Seen>> flows = flowsOf(capture, index);
        assertFalse(flows.isEmpty());
        for (var flow : flows.entrySet()) {
            byte[] slice = slice(capture, index.toByteArray(), new FlowSet().add(flow.getKey()), false);
            assertEquals(flow.getValue(), read(slice), "flow " + flow.getKey());
        }
        FlowSet even = new FlowSet();
        flows.keySet().stream().filter(flow -> flow % 2 == 0).forEach(even::add);
        byte[] slice = slice(capture, index.toByteArray(), even, true);
        assertEquals(flows.entrySet().stream().filter(flow -> flow.getKey() % 2 == 0).mapToInt(flow -> flow.getValue().size()).sum(), read(slice).size());
    }

    private static byte[] frame(int client, int serverPort, int payload) {
        return Frames.ethernet(Frames.ipv4("10.0.0." + client, "198.51.100.1", 17, Frames.udp(40_000, serverPort, new byte[payload])));
    }

    private static CaptureBuilder packets(CaptureBuilder capture, boolean ethernet) {
        for (int i = 0; i < 20; i++) {
            byte[] frame = frame(i % 3 + 1, 5_000, 10 + i);
            byte[] sent = ethernet ? frame : Arrays.copyOfRange(frame, 14, frame.length);
            capture.after(Duration.ofNanos(1_234_567_891)).packet(sent, sent.length - i % 2, sent.length);
        }
        return capture;
    }

    static Stream<byte[]> captures() {
        byte[] comment = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(1).putInt(2).array();
        byte[] kuznetzov = kuznetzov();
        return Stream.of(
                packets(CaptureBuilder.pcap(), true).toBytes(),
                packets(CaptureBuilder.pcap(ByteOrder.BIG_ENDIAN, true, RAW), false).toBytes(),
                kuznetzov,
                packets(CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, true, ETHERNET), true).toBytes(),
                packets(packets(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, RAW), false).pcapngBlock(0x0BAD, comment)
                        .bytes(packets(CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, true, ETHERNET), true).toBytes())
                        .bytes(packets(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, ETHERNET), true).toBytes()).pcapngInterface(false, RAW), true).toBytes());
    }

    /// Records with eight more bytes of header, of microseconds.
    private static byte[] kuznetzov() {
        CaptureBuilder capture = CaptureBuilder.pcap();
        byte[] bytes = capture.toBytes();
        ByteBuffer.wrap(bytes).putInt(0x34cdb2a1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes);
        for (int i = 0; i < 5; i++) {
            byte[] frame = frame(1, 5_000, i);
            out.writeBytes(ByteBuffer.allocate(24 + frame.length).order(ByteOrder.LITTLE_ENDIAN).putInt(1_600_000_000 + i).putInt(999_999).putInt(frame.length).putInt(frame.length).putLong(0).put(frame).array());
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void aSliceHasExactlyTheFlowsPacketsWithTheirTimesAndLinkTypes(byte[] capture) throws IOException {
        everyFlowsSliceHasItsPackets(capture);
    }

    @Test
    void aSectionHeaderKeepsItsOptionsAndLosesItsLength() throws IOException {
        byte[] header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putInt(0x0A0D0D0A).putInt(40).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(1_000)
                .putShort((short) 4).putShort((short) 3).put(new byte[] {'a', 'p', 'p', 0}).putInt(40).array();
        byte[] rest = packets(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, ETHERNET), true).toBytes();
        byte[] capture = new CaptureOf(header, Arrays.copyOfRange(rest, 28, rest.length)).bytes();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        flowsOf(capture, index);

        byte[] slice = slice(capture, index.toByteArray(), new FlowSet().add(0), false);

        byte[] expected = header.clone();
        ByteBuffer.wrap(expected).putLong(16, -1);
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(slice, 0, 40));
        assertEquals(7, read(slice).size());
    }

    private record CaptureOf(byte[] head, byte[] rest) {
        byte[] bytes() {
            return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).array();
        }
    }

    @Test
    void aCaptureThatEndsBeforeThePacketIsNoSlice() throws IOException {
        byte[] capture = packets(CaptureBuilder.pcap(), true).toBytes();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        flowsOf(capture, index);
        byte[] cut = Arrays.copyOf(capture, capture.length - 10);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThrows(EOFException.class, () -> PacketSlice.copy(PacketIndexReader.open(new PacketIndexTest.Bytes(index.toByteArray())), new FlowSet().add(0).add(1).add(2),
                (offset, length) -> new ByteArrayInputStream(cut, Math.toIntExact(offset), Math.toIntExact(length)), out));
    }

    /// Fragments, damaged and snapped packets, many link types: captures of the wild.
    @Test
    void slicesOfRealCapturesAreRight() throws IOException {
        String corpus = System.getProperty("tractor.corpus", "");
        assumeTrue(!corpus.isEmpty() && Files.isDirectory(Path.of(corpus)), "no corpus: the property tractor.corpus names none");
        List<Path> files;
        try (Stream<Path> all = Files.walk(Path.of(corpus))) {
            files = all.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)") && file.toFile().length() < 300_000).sorted().toList();
        }
        int tried = 0;
        for (int i = 0; i < files.size(); i += Math.max(1, files.size() / 60)) {
            byte[] capture = Files.readAllBytes(files.get(i));
            try {
                read(capture);
            } catch (IOException e) {
                continue;
            }
            ByteArrayOutputStream index = new ByteArrayOutputStream();
            Map<Long, List<Seen>> flows = flowsOf(capture, index);
            for (long flow : flows.keySet().stream().limit(20).toList()) {
                assertEquals(flows.get(flow), read(slice(capture, index.toByteArray(), new FlowSet().add(flow), false)), files.get(i) + " flow " + flow);
            }
            tried++;
        }
        assertTrue(tried > 10, tried + " captures tried");
    }

    @ParameterizedTest
    @MethodSource("captures")
    void tsharkReadsASlice(byte[] capture) throws Exception {
        assumeTrue(Stream.of("/usr/bin/tshark", "/usr/local/bin/tshark").anyMatch(tshark -> Files.isExecutable(Path.of(tshark))), "tshark is not installed");
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        Map<Long, List<Seen>> flows = flowsOf(capture, index);
        Path file = Files.write(folder.resolve("slice.pcapng"), slice(capture, index.toByteArray(), new FlowSet().add(0), false));

        Process tshark = new ProcessBuilder("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len").redirectErrorStream(true).start();
        List<String> lines = new String(tshark.getInputStream().readAllBytes()).lines().filter(line -> line.matches("\\d+\\.\\d+\\t\\d+")).toList();

        assertEquals(0, tshark.waitFor());
        assertEquals(flows.get(0L).stream().map(seen -> "%d.%09d\t%d".formatted(seen.nanos() / 1_000_000_000, seen.nanos() % 1_000_000_000, seen.original())).toList(), lines);
    }
}

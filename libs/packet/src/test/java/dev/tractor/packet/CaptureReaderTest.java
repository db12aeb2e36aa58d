package dev.tractor.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.io.TempDir;

class CaptureReaderTest {
    private static final byte[] FRAME = Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, new byte[] {1, 2, 3})));
    private static final HexFormat HEX = HexFormat.of();
    private static final long START = CaptureBuilder.START_SECONDS * 1_000_000_000L;

    private record Read(CaptureInfo info, CaptureLayout layout, List<String> packets, List<CaptureWarning> warnings) {
        static Read of(byte[] capture) throws IOException {
            Warnings warnings = new Warnings();
            return of(CaptureReader.open(new ByteArrayInputStream(capture), warnings), warnings);
        }

        static Read of(Path file) throws IOException {
            Warnings warnings = new Warnings();
            return of(CaptureReader.open(file, warnings), warnings);
        }

        private static Read of(CaptureReader opened, Warnings warnings) throws IOException {
            List<String> packets = new ArrayList<>();
            try (CaptureReader reader = opened) {
                Packet[] batch = Packet.batch(3);
                for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                    for (int i = 0; i < count; i++) {
                        packets.add(batch[i].offset() + "+" + batch[i].recordLength() + " " + (batch[i].timeNanos() - START) + " " + LinkType.nameOf(batch[i].linkType()) + " "
                                + batch[i].captured() + "/" + batch[i].original() + " " + Wire.u8(reader.memory(), batch[i].start() + batch[i].captured() - 1));
                    }
                }
                return new Read(reader.info(), reader.layout(), packets, warnings.list());
            }
        }
    }

    @Test
    void pcapVariants() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean nanos : new boolean[] {false, true}) {
                CaptureBuilder capture = CaptureBuilder.pcap(order, nanos, 1).packet(FRAME).after(Duration.ofNanos(1_234_567)).packet(FRAME, 44, 2_000);

                Read read = Read.of(capture.toBytes());

                assertEquals(new CaptureInfo(nanos ? "pcap (nanoseconds)" : "pcap", "", order == ByteOrder.LITTLE_ENDIAN, "2.4", List.of("ETHERNET"), 262_144), read.info);
                assertEquals(new CaptureLayout(1, 1, List.of(new CaptureLayout.Interface(1, 0, "ETHERNET", 262_144, nanos ? "10^-9" : "10^-6", 2))), read.layout);
                assertEquals(List.of("24+61 0 ETHERNET 45/45 3", "85+60 " + (nanos ? 1_234_567 : 1_234_000) + " ETHERNET 44/2000 2"), read.packets);
                assertEquals(List.of(), read.warnings);
            }
        }
    }

    /// Longer than two parts of a file that are mapped at a time.
    @Test
    void aLongFileIsReadAsAStreamIs(@TempDir Path folder) throws IOException {
        CaptureBuilder builder = CaptureBuilder.pcap();
        byte[] payload = new byte[61_001];
        for (int i = 0; i < 300; i++) {
            payload[payload.length - 1] = (byte) i;
            builder.packet(Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, payload))));
        }
        byte[] capture = builder.toBytes();

        Read read = Read.of(Files.write(folder.resolve("long.pcap"), capture));

        assertEquals(Read.of(capture), read);
        assertEquals(300, read.packets.size());
        byte[] cut = Arrays.copyOf(capture, capture.length - 7);
        assertEquals(Read.of(cut), Read.of(Files.write(folder.resolve("cut.pcap"), cut)));
    }

    /// A mapped page whose file has gone is a fault of the storage, not of the reader.
    @Test
    void aFileThatIsCutWhileItIsReadSaysSo(@TempDir Path folder) throws IOException {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < 200_000; i++) {
            capture.packet(FRAME);
        }
        Path file = Files.write(folder.resolve("long.pcap"), capture.toBytes());
        try (CaptureReader reader = CaptureReader.open(file, new Warnings()); var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Packet[] batch = Packet.batch(32);
            reader.read(batch);

            channel.truncate(1 << 19);

            assertEquals("the file became shorter while it was read", assertThrows(IOException.class, () -> {
                while (reader.read(batch) > 0) {}
            }).getMessage());
        }
    }

    @Test
    void kuznetzovHeadersAreLonger() throws IOException {
        byte[] header = CaptureBuilder.pcap().toBytes();
        ByteBuffer capture = ByteBuffer.allocate(24 + 2 * (24 + FRAME.length)).order(ByteOrder.LITTLE_ENDIAN).put(header).putInt(0, 0xa1b2cd34);
        for (int i = 0; i < 2; i++) {
            capture.putInt((int) CaptureBuilder.START_SECONDS).putInt(i).putInt(FRAME.length).putInt(FRAME.length).putLong(0x0102030405060708L).put(FRAME);
        }

        Read read = Read.of(capture.array());

        assertEquals(List.of("24+69 0 ETHERNET 45/45 3", "93+69 1000 ETHERNET 45/45 3"), read.packets);
        assertEquals("pcap (Kuznetzov)", read.info.format());
    }

    @Test
    void pcapngInterfacesHaveTheirOwnResolutionOffsetAndLink() throws IOException {
        byte[] interfaceOfBinaryTicks = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 101).putShort((short) 0).putInt(0)
                .putShort((short) 9).putShort((short) 1).put((byte) 0x8a).put(new byte[3])
                .putShort((short) 14).putShort((short) 8).putLong(CaptureBuilder.START_SECONDS).position(28).array();
        byte[] packetOfIt = ByteBuffer.allocate(20 + 8).order(ByteOrder.LITTLE_ENDIAN).putInt(1).putInt(0).putInt(1_536).putInt(5).putInt(5).put(new byte[] {1, 2, 3, 4, 5}).array();
        CaptureBuilder capture = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1).pcapngBlock(1, interfaceOfBinaryTicks).pcapngBlock(0x0bad, new byte[5_000])
                .packet(FRAME).pcapngBlock(6, packetOfIt);

        Read read = Read.of(capture.toBytes());

        assertEquals(List.of("ETHERNET", "RAW"), read.info.linkTypes());
        assertEquals(new CaptureLayout(1, 2, List.of(new CaptureLayout.Interface(1, 0, "ETHERNET", 262_144, "10^-9", 1), new CaptureLayout.Interface(1, 1, "RAW", 0, "2^-10", 1))),
                read.layout);
        assertEquals(List.of("0 ETHERNET 45/45 3", "1500000000 RAW 5/5 5"), read.packets.stream().map(packet -> packet.substring(packet.indexOf(' ') + 1)).toList());
    }

    @Test
    void sectionsMayDifferInByteOrder() throws IOException {
        byte[] second = CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, false, 101).after(Duration.ofSeconds(1)).packet(new byte[] {0x45}).toBytes();

        Read read = Read.of(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1).packet(FRAME).bytes(second).toBytes());

        assertEquals(new CaptureLayout(2, 2, List.of(new CaptureLayout.Interface(1, 0, "ETHERNET", 262_144, "10^-9", 1), new CaptureLayout.Interface(2, 0, "RAW", 262_144, "10^-6", 1))),
                read.layout);
        assertEquals(List.of("0 ETHERNET 45/45 3", "1000000000 RAW 1/1 69"), read.packets.stream().map(packet -> packet.substring(packet.indexOf(' ') + 1)).toList());
    }

    /// Seen in the wild; Wireshark reads it, too.
    @Test
    void blockLengthsMayLeaveThePaddingOut() throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN).putInt(6).putInt(77).putInt(0).putLong(0).putInt(45).putInt(45).put(FRAME).put(new byte[3]).putInt(77);
        byte[] capture = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1).packet(FRAME).bytes(packet.array()).packet(FRAME).toBytes();

        Read read = Read.of(capture);

        assertEquals(3, read.packets.size());
        assertEquals(List.of(), read.warnings.stream().filter(warning -> warning.code().equals("truncated")).toList());
    }

    @Test
    void simplePacketHasTheLengthOfItsBlockAndTheTimeBefore() throws IOException {
        byte[] simple = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(3).put(new byte[] {7, 8, 9, 0}).array();

        Read read = Read.of(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1).packet(FRAME).pcapngBlock(3, simple).toBytes());

        assertTrue(read.packets.getLast().endsWith(" 0 ETHERNET 3/3 9"), read.packets.getLast());
    }

    /// draft-ietf-opsawg-pcap, section 4: the upper bits tell the length of the frame check sequence.
    @Test
    void upperBitsOfTheLinkTypeAreNoPartOfIt() throws IOException {
        Read read = Read.of(CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, false, 0x2400_0001).packet(FRAME).toBytes());

        assertEquals(List.of("ETHERNET"), read.info.linkTypes());
    }

    @Test
    void capturedAboveOriginalIsAWarning() throws IOException {
        Read read = Read.of(CaptureBuilder.pcap().packet(FRAME, 45, 40).packet(FRAME, 45, 40).toBytes());

        assertEquals(2, read.packets.size());
        assertEquals(List.of(new CaptureWarning("captured-exceeds-original", "packets have more captured bytes (45) than they had on the wire (40)", 2, 24)), read.warnings);
    }

    @ParameterizedTest
    @CsvSource({
        // if_tsresol, if_tsoffset, ticks: the greatest of them all, and just above and below 146 years
        "9, 0, ffffffffffffffff, 4000000000000000",
        "9, 0, 4000000000000001, 4000000000000000",
        "0, 0, ffffffffffffffff, 4000000000000000",
        "128, 0, ffffffffffffffff, 4000000000000000",
        "160, 0, ffffffffffffffff, 3b9ac9ffffffffff",
        "6, 7fffffffffffffff, 0, 4000000000000000",
        "6, 8000000000000000, 0, c000000000000000",
        "9, 1, 3fffffffffffffff, 4000000000000000",
        "12, 0, ffffffffffffffff, 4189374bc6a7ef"
    })
    void timesBeyondAllClocksEndAtALimit(int resolution, String offset, String ticks, String expected) {
        var described = new CaptureInterface(1, 0, resolution, Long.parseUnsignedLong(offset, 16));

        assertEquals(Long.parseUnsignedLong(expected, 16), described.nanos(Long.parseUnsignedLong(ticks, 16)));
    }

    /// By the definition (draft-ietf-opsawg-pcapng, section 4.2) in exact arithmetic; what is finer than a nanosecond is cut off.
    @Test
    void timesAreExactToTheNanosecondInEveryResolution() {
        BigInteger billion = BigInteger.valueOf(1_000_000_000L);
        BigInteger limit = BigInteger.ONE.shiftLeft(62);
        Random random = new Random(1);
        long[] offsets = {0, 1, -1, 3_600, -3_600, 1L << 31, -(1L << 31), (1L << 31) + 1, 1L << 40, -(1L << 40), Long.MAX_VALUE, Long.MIN_VALUE};
        for (int resolution = 0; resolution < 256; resolution++) {
            BigInteger ticksPerSecond = resolution < 128 ? BigInteger.TEN.pow(resolution) : BigInteger.ONE.shiftLeft(resolution - 128);
            for (int i = 0; i < 600; i++) {
                long ticks = i < 64 ? 1L << i : i < 128 ? (1L << i) - 1 : i < 192 ? -(1L << i) : random.nextLong() >>> random.nextInt(Long.SIZE);
                long offset = offsets[i % offsets.length];
                BigInteger nanos = new BigInteger(Long.toUnsignedString(ticks)).multiply(billion).divide(ticksPerSecond).add(BigInteger.valueOf(offset).multiply(billion));

                long read = new CaptureInterface(1, 0, resolution, offset).nanos(ticks);

                assertEquals(nanos.min(limit).max(limit.negate()).longValueExact(), read, () -> Long.toUnsignedString(ticks) + " ticks, offset " + offset);
            }
        }
    }

    /// libpcap's savefiles: before 2.3 the original length stands before the captured one, in 2.3 either does.
    @ParameterizedTest
    @CsvSource({"2, 4, 45, 99", "2, 3, 45, 99", "2, 3, 99, 45", "2, 2, 99, 45", "2, 0, 99, 45", "543, 0, 99, 45"})
    void lengthsOfOldVersionsOfPcapStandTheOtherWayRound(int major, int minor, int firstLength, int secondLength) throws IOException {
        Read read = Read.of(pcapOf(major, minor, firstLength, secondLength));

        assertEquals(major + "." + minor, read.info.version());
        assertEquals(List.of("24+61 0 ETHERNET 45/99 3", "85+61 0 ETHERNET 45/99 3"), read.packets);
        assertEquals(List.of(), read.warnings);
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "1, 0", "3, 4", "0, 0", "543, 1"})
    void anotherVersionOfPcapIsRefused(int major, int minor) {
        byte[] capture = pcapOf(major, minor, 45, 45);

        CaptureFormatException refusal = assertThrows(CaptureFormatException.class, () -> Read.of(capture));

        assertEquals("pcap of version " + major + "." + minor + " is not known, only 2.0 to 2.4 are (at byte 4)", refusal.getMessage());
    }

    private static byte[] pcapOf(int major, int minor, int firstLength, int secondLength) {
        ByteBuffer record = ByteBuffer.allocate(16 + FRAME.length).order(ByteOrder.LITTLE_ENDIAN).putInt((int) CaptureBuilder.START_SECONDS).putInt(0)
                .putInt(firstLength).putInt(secondLength).put(FRAME);
        byte[] capture = CaptureBuilder.pcap().bytes(record.array()).bytes(record.array()).toBytes();
        ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN).putShort(4, (short) major).putShort(6, (short) minor);
        return capture;
    }

    /// draft-ietf-opsawg-pcapng, section 4.1: 1.2 is 1.0; a section of a version that is not known is not to be interpreted.
    @Test
    void onlyKnownVersionsOfPcapngAreRead() throws IOException {
        byte[] packet = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, 1).packet(FRAME).toBytes();
        byte[] same = packet.clone();
        same[14] = 2;
        byte[] next = packet.clone();
        next[12] = 2;

        assertEquals(Read.of(packet).packets, Read.of(same).packets);
        CaptureFormatException refusal = assertThrows(CaptureFormatException.class, () -> Read.of(next));
        assertEquals("pcapng of version 2.0 is not known, only 1.0 and 1.2 are (at byte 12)", refusal.getMessage());
        Read behind = Read.of(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, 1).packet(FRAME).bytes(next).toBytes());
        assertEquals(1, behind.packets.size());
        assertEquals(List.of(new CaptureWarning("truncated",
                "the capture breaks off at byte " + packet.length + " after 1 packets: the section there is of version 2.0, which is not known", 1, packet.length)), behind.warnings);
    }

    @Test
    void aTimeBeyondAllClocksIsAWarning() throws IOException {
        byte[] fraction = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(1_600_000_000).putInt(1_000_000_000).putInt(4).putInt(4).array();
        byte[] ticks = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(0).putLong(-1).putInt(4).putInt(4).array();

        Read pcap = Read.of(CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, true, 1).bytes(fraction).toBytes());
        Read pcapng = Read.of(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, 1).pcapngBlock(6, ticks).toBytes());

        assertEquals(List.of("time-out-of-range"), pcap.warnings.stream().map(CaptureWarning::code).toList());
        assertEquals(List.of("time-out-of-range"), pcapng.warnings.stream().map(CaptureWarning::code).toList());
    }

    @Test
    void hostileLengthEndsTheReadingAndSaysWhere() throws IOException {
        byte[] hostile = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0).putInt(-1).putInt(-1).array();

        Read read = Read.of(CaptureBuilder.pcap().packet(FRAME).bytes(hostile).toBytes());

        assertEquals(1, read.packets.size());
        assertEquals(List.of(new CaptureWarning("truncated",
                "the capture breaks off at byte 85 after 1 packets: the record there claims 4294967295 bytes, more than the limit of 262144", 1, 85)), read.warnings);
        byte[] hugeBlock = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(6).putInt(0xffff_fff0).putInt(0).array();
        assertEquals("truncated", Read.of(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, 1).packet(FRAME).bytes(hugeBlock).toBytes()).warnings.getFirst().code());
    }

    @Test
    void zstdIsReadAsWhatItHolds() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(compressed)) {
            out.write(CaptureBuilder.pcap().packet(FRAME).toBytes());
        }

        Read read = Read.of(compressed.toByteArray());

        assertEquals("zstd", read.info.compression());
        assertEquals(1, read.packets.size());
        assertTrue(CaptureReader.isCompressed(compressed.toByteArray()));
    }

    /// RFC 8878, section 3.1.1.1: a frame of one segment needs memory for its whole content, any other for its window.
    @Test
    void zstdThatRefersFartherBackThanIsKeptIsRefused() {
        String tooFar = "the zstd stream refers farther back than the 8 MiB that are kept (it was made with --long or --ultra); decompress it first";
        String skippable = "502a4d18 03000000 010203";
        Map<String, Boolean> frames = Map.of(
                "28b52ffd a0 00008000", false, "28b52ffd a0 01008000", true, "28b52ffd e0 ffffffffffffffff", true,
                "28b52ffd 00 68", false, "28b52ffd 00 69", true, "28b52ffd 00 70", true, skippable + "28b52ffd a0 01008000", true);
        frames.forEach((frame, refused) -> {
            byte[] bytes = HEX.parseHex(frame.replace(" ", "") + "010000");
            String message = assertThrows(CaptureFormatException.class, () -> Read.of(bytes), frame).getMessage();
            assertEquals(refused, message.startsWith(tooFar), frame + ": " + message);
        });
    }

    @Test
    void zstdOfManyFramesAndBlocksIsReadToItsEnd() throws IOException {
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < 20_000; i++) {
            capture.packet(FRAME);
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] bytes = capture.toBytes();
        for (int from = 0; from < bytes.length; from += 300_000) {
            compressed.writeBytes(HEX.parseHex("5f2a4d1802000000ffff"));
            try (ZstdOutputStream out = new ZstdOutputStream(compressed)) {
                out.write(bytes, from, Math.min(300_000, bytes.length - from));
            }
        }

        Read read = Read.of(compressed.toByteArray());

        assertEquals(20_000, read.packets.size());
        assertEquals(List.of(), read.warnings);
    }

    @Test
    void conformanceFilesHaveTheirPackets() throws IOException {
        Path corpus = Path.of(System.getProperty("tractor.corpus", "")).resolve("pcapng-test/output_le");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
        Map<String, Integer> packets = Map.ofEntries(
                Map.entry("basic/test001", 4), Map.entry("basic/test004", 4), Map.entry("basic/test005", 4), Map.entry("basic/test006", 5), Map.entry("basic/test007", 1), Map.entry("basic/test008", 4),
                Map.entry("basic/test009", 2), Map.entry("basic/test010", 4), Map.entry("basic/test011", 4), Map.entry("basic/test012", 4), Map.entry("basic/test016", 4), Map.entry("basic/test018", 4),
                Map.entry("advanced/test100", 5), Map.entry("advanced/test101", 4), Map.entry("advanced/test102", 5));
        for (var file : packets.entrySet()) {
            assertEquals(file.getValue(), Read.of(Files.readAllBytes(corpus.resolve(file.getKey() + ".pcapng"))).packets.size(), file.getKey());
        }
        for (String withoutPackets : List.of("test002", "test003", "test013", "test014", "test015", "test017")) {
            byte[] bytes = Files.readAllBytes(corpus.resolve("basic/" + withoutPackets + ".pcapng"));
            assertTrue(assertThrows(CaptureFormatException.class, () -> Read.of(bytes)).getMessage().startsWith("the capture has a header and no packet"), withoutPackets);
        }
    }

    @Test
    void membersAndFramesOfACompressedFileAreOneCapture() throws IOException {
        byte[] capture = CaptureBuilder.pcap().packet(FRAME).packet(FRAME).toBytes();
        byte[] begin = java.util.Arrays.copyOf(capture, 60);
        byte[] end = java.util.Arrays.copyOfRange(capture, 60, capture.length);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        for (byte[] part : List.of(begin, end)) {
            try (var out = new java.util.zip.GZIPOutputStream(gzip)) {
                out.write(part);
            }
            try (var out = new ZstdOutputStream(zstd)) {
                out.write(part);
            }
        }

        assertEquals(2, Read.of(gzip.toByteArray()).packets.size());
        assertEquals(2, Read.of(zstd.toByteArray()).packets.size());
    }

    @Test
    void zstdThatIsCutOffAnywhereBreaksOff() throws IOException {
        byte[] capture = CaptureBuilder.pcap().packet(FRAME).packet(FRAME).toBytes();
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(zstd)) {
            out.write(capture);
        }
        for (int length = 5; length < zstd.size(); length++) {
            byte[] cut = java.util.Arrays.copyOf(zstd.toByteArray(), length);

            String message = assertThrows(CaptureFormatException.class, () -> Read.of(cut)).getMessage();

            assertTrue(message.contains("the zstd stream breaks off"), message);
        }
    }

    @Test
    void namesOfACaptureAreToldBetweenThePacketsAroundThem() throws IOException {
        byte[] names = HEX.parseHex("01000e000a000009612e6578616d706c650000000200140020010db800000000000000000000000162006300010004000102030400000000");
        byte[] capture = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1).packet(FRAME).pcapngBlock(4, names).packet(FRAME).toBytes();
        List<String> told = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture), new Warnings(), (address, name) -> told.add(HEX.formatHex(address) + " " + name), BlockSink.NONE)) {
            Packet[] batch = Packet.batch(3);

            assertEquals(1, reader.read(batch));
            assertEquals(List.of(), told);
            assertEquals(1, reader.read(batch));
            assertEquals(List.of("0a000009 a.example", "20010db8000000000000000000000001 b"), told);
        }
    }
}

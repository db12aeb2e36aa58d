package dev.tractor.flow.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketIndexTest {
    private static final String ETAG = "9a0364b9e99bb480dd25e1f0284c8555";

    record Position(long offset, int recordLength) {}

    /// Counts what is read, to show that a lookup does not read the whole index.
    static final class Bytes implements PacketIndexReader.Source {
        final byte[] bytes;
        long read;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public byte[] read(long position, int length) {
            read += length;
            return Arrays.copyOfRange(bytes, Math.toIntExact(position), Math.toIntExact(position + length));
        }
    }

    static List<Position> positions(PacketIndexReader reader, long ordinal) throws IOException {
        List<Position> found = new ArrayList<>();
        reader.visit(ordinal, (offset, length) -> found.add(new Position(offset, length)));
        return found;
    }

    static byte[] threePackets() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketIndexWriter writer = new PacketIndexWriter(out, "e1");
        writer.packet(24, 100, 1_000, 0);
        writer.packet(124, 300, 900, 1);
        writer.packet(500, 60, 2_000, 0);
        writer.finish();
        return out.toByteArray();
    }

    @Test
    void theBytesAreThoseOfTheReferencePage() throws IOException {
        assertEquals("54504958" + "0002" + "0002" + "6531"
                + "00" + "64" + "02"
                + "00" + "ac02" + "03"
                + "9801" + "3c" + "02"
                + "000000000000000a" + "0000000b" + "00000003" + "00000000" + "6dc89a33" + "0000000000000018"
                + "0000000000000384" + "00000000000007d0" + "0000000000000000" + "0000000000000001"
                + "0000000000000015" + "00000001" + "7da213e2" + "54504958",
                HexFormat.of().formatHex(threePackets()));
    }

    @Test
    void aFlowsPacketsAreFoundAcrossChunksReadingOnlyThoseThatFit() throws IOException {
        // given a capture of 200,000 packets: flow 0 has every 1000th packet up to 100,000, the others 4 packets each; fragments stand out of order
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketIndexWriter writer = new PacketIndexWriter(out, ETAG);
        List<List<Position>> expected = new ArrayList<>();
        long offset = 24;
        for (int i = 0; i < 200_000; i++) {
            int ordinal = i % 1000 == 0 && i <= 100_000 ? 0 : 1 + i / 4;
            int recordLength = 16 + i % 1500;
            long at = i % 777 == 5 ? offset - 4000 : offset;
            writer.packet(at, recordLength, 1_000_000L * i, ordinal);
            while (expected.size() <= ordinal) {
                expected.add(new ArrayList<>());
            }
            expected.get(ordinal).add(new Position(at, recordLength));
            offset += recordLength + (i % 10 == 0 ? 42 : 0);
        }
        writer.finish();

        // when it is read back
        Bytes source = new Bytes(out.toByteArray());
        PacketIndexReader reader = PacketIndexReader.open(source);

        // then every flow has its packets, and the last one costs one chunk of four
        assertEquals(ETAG, reader.captureEtag());
        assertEquals(200_000, reader.packets());
        for (int ordinal : new int[] {0, 1, 7, 16_384, 16_385, 25_000, 33_333, 50_000}) {
            assertEquals(expected.get(ordinal), positions(reader, ordinal), "flow " + ordinal);
        }
        assertEquals(List.of(), positions(reader, 50_001));
        source.read = 0;
        positions(reader, 50_000);
        assertTrue(source.read < 3_392 * 7, () -> source.read + " bytes read where only the last chunk's 3,392 packets fit");
        source.read = 0;
        reader.visit(new FlowSet().add(0, 0, 1_000), (o, l) -> {});
        assertTrue(source.read < 65_536 * 7, () -> source.read + " bytes read where the times say that only the first chunk fits");
    }

    @Test
    void theBlocksThatPacketsNeedAreFoundWithoutReadingTheRest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PacketIndexWriter writer = new PacketIndexWriter(out, ETAG);
        writer.block(0, 28, true);
        writer.block(28, 20, false);
        for (int i = 0; i < 200_000; i++) {
            writer.packet(48 + 100L * i, 100, i, i % 7);
        }
        writer.finish();
        Bytes source = new Bytes(out.toByteArray());
        PacketIndexReader reader = PacketIndexReader.open(source);

        source.read = 0;
        assertEquals(List.of(new PacketIndexReader.Block(0, 28, true), new PacketIndexReader.Block(28, 20, false)), reader.blocks());
        assertTrue(source.read < 65_536 * 6, () -> source.read + " bytes read where only the first chunk has blocks");
        assertEquals(200_000, reader.packets());
        assertEquals(new Position(248, 100), positions(reader, 2).getFirst());
    }

    @Test
    void aCaptureWithoutAPacketInAFlowHasAnEmptyIndex() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PacketIndexWriter(out, ETAG).finish();
        PacketIndexReader reader = PacketIndexReader.open(new Bytes(out.toByteArray()));
        assertEquals(0, reader.packets());
        assertEquals(List.of(), positions(reader, 0));
    }

    @Test
    void everyPrefixAndEveryDamagedByteIsRefused() throws IOException {
        byte[] good = threePackets();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(PacketIndexFormatException.class, () -> PacketIndexReader.open(new Bytes(cut)), "prefix of " + length);
        }
        for (int at = 0; at < good.length; at++) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x41;
            assertThrows(PacketIndexFormatException.class, () -> positions(PacketIndexReader.open(new Bytes(damaged)), 0), "byte " + at);
        }
    }
}

package dev.tractor.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.LinkType;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Damaged real captures: prefixes and flipped bits of each decode or fail cleanly, and no frame is read past its end.
class CorpusIT {
    private static final int PREFIXES = 12;
    private static final int DAMAGES = 12;
    /// What is longer is cut first: much of a long capture says no more than some of it.
    private static final int MAX_BYTES = 100_000;
    private static final int MAX_FLIPS = 8;

    private static List<Path> captures() throws IOException {
        Path corpus = Path.of(System.getProperty("tractor.corpus", ""));
        assumeTrue(Files.isDirectory(corpus.resolve("ndpi/pcap")), "the corpus is not here: " + corpus);
        try (Stream<Path> ndpi = Files.list(corpus.resolve("ndpi/pcap")); Stream<Path> pcapng = Files.walk(corpus.resolve("pcapng-test"))) {
            return Stream.concat(ndpi, pcapng.filter(file -> file.toString().endsWith(".pcapng"))).sorted().toList();
        }
    }

    @Test
    void prefixesDecodeOrFailCleanly() throws IOException {
        for (Path file : captures()) {
            byte[] capture = begin(file);
            Random random = new Random(capture.length);
            for (int i = 0; i < PREFIXES; i++) {
                meter(Arrays.copyOf(capture, random.nextInt(capture.length + 1)), file, "prefix " + i);
            }
        }
    }

    @Test
    void flippedBitsDecodeOrFailCleanly() throws IOException {
        for (Path file : captures()) {
            byte[] capture = begin(file);
            Random random = new Random(capture.length);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] damaged = capture.clone();
                for (int flips = 1 + random.nextInt(MAX_FLIPS); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                meter(damaged, file, "damage " + i);
            }
        }
    }

    private static byte[] begin(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private static void meter(byte[] capture, Path file, String what) {
        try {
            Metering.meter(capture);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(file + ", " + what, e);
        }
    }

    @Test
    void usualPacketsAreCountedAsAllOthers() throws IOException {
        for (Path file : captures()) {
            try (var in = Files.newInputStream(file)) {
                Metering.bothWays(in.readAllBytes());
            } catch (CaptureFormatException e) {
                Captures.refused(e, 0);
            } catch (AssertionError e) {
                throw new AssertionError(file.toString(), e);
            }
        }
    }

    @Test
    void noFrameIsReadPastItsEnd() throws IOException {
        Map<Integer, Integer> placeOfLinkType = new HashMap<>();
        Arrays.stream(LinkType.values()).forEach(type -> placeOfLinkType.put(type.number(), type.ordinal()));
        long frames = 0;
        for (Path file : captures()) {
            Packet[] batch = Packet.batch(32);
            try (CaptureReader reader = CaptureReader.open(file, new Warnings())) {
                for (int count = reader.read(batch); count > 0; count = reader.read(batch)) {
                    for (int i = 0; i < count; i++) {
                        Packet packet = batch[i];
                        if (placeOfLinkType.containsKey(packet.linkType())) {
                            byte[] frame = Arrays.copyOfRange(reader.memory(), packet.start(), packet.start() + packet.captured());
                            decode(placeOfLinkType.get(packet.linkType()), frame, file);
                            frames++;
                        }
                    }
                }
            } catch (CaptureFormatException e) {
                Captures.refused(e, 0);
            }
        }
        assertTrue(frames > 50_000, "only " + frames + " frames");
    }

    /// The whole frame, and what is left when it was snapped somewhere in its headers.
    private static void decode(int linkType, byte[] frame, Path file) {
        for (int length : new int[] {frame.length, Math.min(frame.length, 14 + frame.length % 60)}) {
            byte[] input = ByteBuffer.allocate(2 + length).put((byte) linkType).put((byte) 0).put(frame, 0, length).array();
            try {
                Frame.decode(input);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(file.toString(), e);
            }
        }
    }
}

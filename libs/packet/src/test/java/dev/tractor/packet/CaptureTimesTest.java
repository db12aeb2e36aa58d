package dev.tractor.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureTimesTest {
    private static final int END_BYTES = 4_096;

    private static byte[] many(CaptureBuilder capture, byte[] payload) {
        for (int i = 0; i < 500; i++) {
            byte[] frame = Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, Arrays.copyOf(payload, i * 37 % 300))));
            capture.packet(frame).after(Duration.ofMillis(17));
        }
        return capture.toBytes();
    }

    private static Optional<CaptureTimes> ofEnds(byte[] capture) throws IOException {
        int bytes = Math.min(END_BYTES, capture.length);
        return CaptureTimes.ofHeadAndTail(Arrays.copyOf(capture, bytes), Arrays.copyOfRange(capture, capture.length - bytes, capture.length), capture.length);
    }

    @Test
    void headAndTailTellWhatAScanTells() throws IOException {
        byte[] noise = new byte[300];
        new Random(5).nextBytes(noise);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            for (CaptureBuilder builder : new CaptureBuilder[] {CaptureBuilder.pcap(order, true, 1), CaptureBuilder.pcap(order, false, 1), CaptureBuilder.pcapng(order, true, 1)}) {
                byte[] capture = many(builder, noise);

                assertEquals(Optional.of(CaptureTimes.scan(new ByteArrayInputStream(capture))), ofEnds(capture));
            }
        }
    }

    @Test
    void captureInsideAPacketDoesNotMislead() throws IOException {
        byte[] inner = many(CaptureBuilder.pcap(), new byte[300]);
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i + 1_000 < inner.length; i += 1_000) {
            capture.packet(Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, Arrays.copyOfRange(inner, i, i + 1_000))))).after(Duration.ofSeconds(60));
        }
        byte[] bytes = capture.toBytes();

        ofEnds(bytes).ifPresent(times -> assertEquals(capture.now() - 60_000_000_000L, times.lastNanos()));
    }

    @Test
    void doubtIsLeftToAScan() throws IOException {
        byte[] cut = many(CaptureBuilder.pcap(), new byte[300]);
        byte[] secondSection = CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, false, 1).packet(new byte[40]).toBytes();

        assertEquals(Optional.empty(), ofEnds(Arrays.copyOf(cut, cut.length - 5)));
        assertEquals(Optional.empty(), ofEnds(many(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1), new byte[300], secondSection)));
        assertThrows(CaptureFormatException.class, () -> ofEnds(new byte[10_000]));
    }

    private static byte[] many(CaptureBuilder capture, byte[] payload, byte[] more) {
        many(capture, payload);
        return capture.bytes(more).toBytes();
    }

    @Test
    void corpusEndsNeverContradictAScan() throws IOException {
        Path corpus = Path.of(System.getProperty("tractor.corpus", "")).resolve("ndpi/pcap");
        assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
        int told = 0;
        int files = 0;
        try (var captures = Files.list(corpus)) {
            for (Path file : captures.filter(path -> path.toFile().length() > 4 * END_BYTES).sorted().toList()) {
                byte[] capture = Files.readAllBytes(file);
                CaptureTimes scanned = CaptureTimes.scan(new ByteArrayInputStream(capture));
                Optional<CaptureTimes> ends = ofEnds(capture);
                files++;
                if (ends.isPresent()) {
                    told++;
                    assertTrue(ends.get().lastNanos() <= scanned.lastNanos() && ends.get().firstNanos() >= scanned.firstNanos(), file.toString());
                }
            }
        }
        assertTrue(told > files / 2, told + " of " + files + " were told from their ends");
    }
}

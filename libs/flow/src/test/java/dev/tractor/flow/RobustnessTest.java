package dev.tractor.flow;

import static dev.tractor.testsupport.Frames.ACK;
import static dev.tractor.testsupport.Frames.FIN;
import static dev.tractor.testsupport.Frames.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are: flows, or [CaptureFormatException], and the same whichever way the bytes come.
class RobustnessTest {
    private static final MeterOptions OPTIONS = MeterOptions.standard().withProfiles(FeatureProfiles.all().toArray(dev.tractor.vocabulary.FeatureProfile[]::new));

    private static byte[] filled(CaptureBuilder capture) {
        String client = "10.0.0.1";
        String server = "10.0.0.2";
        byte[] hello = Frames.clientHello("example.org", "h2");
        byte[] datagram = Frames.udp(7, 8, new byte[40]);
        return capture.packet(Frames.ethernet(Frames.ipv4(client, server, Frames.TCP, Frames.tcp(5000, 443, SYN, 1, 0, Frames.EMPTY))))
                .after(Duration.ofMillis(3)).packet(Frames.ethernet(Frames.ipv4(server, client, Frames.TCP, Frames.tcp(443, 5000, SYN | ACK, 9, 2, Frames.EMPTY))))
                .packet(Frames.ethernet(Frames.ipv4(client, server, Frames.TCP, Frames.tcp(5000, 443, ACK, 2, 10, Arrays.copyOf(hello, 50)))))
                .packet(Frames.vlan(5, Frames.ipv4(client, server, Frames.ICMP, Frames.icmpEcho(true, 3))))
                .packet(Frames.ethernet(Frames.ipv4Fragment(client, server, Frames.UDP, 7, 24, false, Arrays.copyOfRange(datagram, 24, 48))))
                .packet(Frames.ethernet(Frames.ipv4Fragment(client, server, Frames.UDP, 7, 0, true, Arrays.copyOf(datagram, 24))))
                .packet(Frames.ethernet(Frames.ipv4(client, server, Frames.TCP, Frames.tcp(5000, 443, ACK | FIN, 52, 10, Arrays.copyOfRange(hello, 50, hello.length)))))
                .after(Duration.ofSeconds(20)).packet(Frames.ethernet(Frames.ipv6("::1", "::2", Frames.UDP, Frames.udp(53, 5353, Frames.dns("a.example", "10.0.0.9")))))
                .toBytes();
    }

    static Stream<byte[]> captures() {
        return Stream.of(filled(CaptureBuilder.pcap()), filled(CaptureBuilder.pcap(ByteOrder.BIG_ENDIAN, true, 1)), filled(CaptureBuilder.pcapng(ByteOrder.LITTLE_ENDIAN, true, 1)),
                filled(CaptureBuilder.pcapng(ByteOrder.BIG_ENDIAN, false, 1)));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyPrefixDecodesOrFailsCleanly(byte[] capture) throws IOException {
        long packets = 0;
        for (int length = 0; length <= capture.length; length++) {
            try {
                Metered metered = Metered.of(new ByteArrayInputStream(capture, 0, length), OPTIONS);
                assertTrue(metered.result().accounting().packetsRead() >= packets, "a longer prefix has fewer packets at " + length);
                packets = metered.result().accounting().packetsRead();
                assertTrue(metered.result().accounting().closes());
            } catch (CaptureFormatException e) {
                assertEquals(0, packets, "packets were lost at " + length);
            }
        }
        assertEquals(8, packets);
    }

    @ParameterizedTest
    @MethodSource("captures")
    void flippedBitsDecodeOrFailCleanly(byte[] capture) throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 600; round++) {
            byte[] damaged = capture.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertTrue(Metered.of(new ByteArrayInputStream(damaged), OPTIONS).result().accounting().closes());
            } catch (CaptureFormatException e) {
                assertTrue(e.offset() >= 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void chunksOfAnyLengthAndCompressionGiveTheSameFlows(byte[] capture) throws IOException {
        Metered whole = Metered.of(new ByteArrayInputStream(capture), OPTIONS);

        for (int chunk : new int[] {1, 2, 3, 7, 100}) {
            assertEquals(whole, Metered.of(chunks(capture, chunk), OPTIONS));
        }
        assertEquals(whole.flows(), Metered.of(new ByteArrayInputStream(gzip(capture)), OPTIONS).flows());
        assertEquals("gzip", Metered.of(new ByteArrayInputStream(gzip(capture)), OPTIONS).result().capture().compression());
    }

    @Test
    void cutCompressionIsATruncatedCapture() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        CaptureBuilder capture = CaptureBuilder.pcap();
        for (int i = 0; i < 200; i++) {
            capture.packet(Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, Arrays.copyOfRange(noise, i * 1_000, i * 1_000 + 1_000)))));
        }
        byte[] compressed = gzip(capture.toBytes());

        Metered metered = Metered.of(new ByteArrayInputStream(compressed, 0, compressed.length / 2), OPTIONS);

        assertTrue(metered.result().accounting().packetsRead() > 50);
        assertEquals(List.of("truncated 1"), metered.warnings());
        assertTrue(metered.result().warnings().getFirst().message().contains("gzip stream breaks off"));
    }

    @Test
    void faultOfTheStorageIsNoFaultOfTheCapture() {
        InputStream broken = new InputStream() {
            private final InputStream begin = new ByteArrayInputStream(filled(CaptureBuilder.pcap()));

            @Override
            public int read() throws IOException {
                int value = begin.read();
                if (value < 0) {
                    throw new IOException("connection reset");
                }
                return value;
            }
        };

        assertEquals("connection reset", assertThrows(IOException.class, () -> Metered.of(broken, OPTIONS)).getMessage());
    }

    @Test
    void whatIsNoCaptureIsRefusedWithTheReason() {
        assertEquals("the file is empty (at byte 0)", refusal(new byte[0]));
        assertEquals("the file does not begin with a pcap or pcapng header; its first 4 bytes are 68 65 6c 6c (at byte 0)", refusal("hello, world".getBytes()));
        assertEquals("the capture has a header and no packet (at byte 24)", refusal(CaptureBuilder.pcap().toBytes()));
        assertEquals("the pcap header breaks off: 10 of 24 bytes (at byte 0)", refusal(Arrays.copyOf(CaptureBuilder.pcap().toBytes(), 10)));
        assertEquals("the capture has no readable packet: the record there has 4 of 42 bytes (at byte 24)",
                refusal(Arrays.copyOf(CaptureBuilder.pcap().packet(Frames.ethernet(Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1, 2, Frames.EMPTY)))).toBytes(), 44)));
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(CaptureFormatException.class, () -> Metered.of(new ByteArrayInputStream(bytes), OPTIONS)).getMessage();
    }

    @Test
    void fileAndStreamGiveTheSame(@TempDir Path folder) throws IOException {
        byte[] capture = filled(CaptureBuilder.pcap());
        Path file = Files.write(folder.resolve("a.pcap"), capture);
        List<Long> ordinals = new ArrayList<>();

        MeterResult result = FlowMeter.meter(file, OPTIONS, flow -> ordinals.add(flow.ordinal()), null, null);

        assertEquals(Metered.of(new ByteArrayInputStream(capture), OPTIONS).result(), result);
        assertEquals(result.flows(), ordinals.size());
    }

    @Test
    void progressCanStop() {
        byte[] capture = filled(CaptureBuilder.pcap());

        assertThrows(MeteringStoppedException.class, () -> FlowMeter.meter(new ByteArrayInputStream(capture), OPTIONS, _ -> {}, null, (_, _, _) -> false));
    }

    private static InputStream chunks(byte[] bytes, int length) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int wanted) {
                return super.read(target, offset, Math.min(wanted, length));
            }
        };
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}

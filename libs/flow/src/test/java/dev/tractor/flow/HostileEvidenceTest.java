package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.CLIENT_HELLO;
import static dev.tractor.flow.Handshakes.clientHello;
import static dev.tractor.flow.Handshakes.extension;
import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.message;
import static dev.tractor.flow.Handshakes.records;
import static dev.tractor.flow.Handshakes.serverName;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import dev.tractor.vocabulary.Evidence;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Payloads made to be slow, large or wrong.
class HostileEvidenceTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.2";
    private static final int PACKETS = 8_000;
    /// Processor time for one of those packets on average. Decryption takes 30 µs, and a test machine may be several times slower than it should be.
    private static final long MOST_NANOS_PER_PACKET = 200_000;
    private static final long MOST_BYTES_PER_PACKET = 40_000;

    private static byte[] segment(int sequence, byte[] payload) {
        return Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(40_000, 443, Frames.ACK, sequence, 0, payload)));
    }

    private static byte[] datagram(int port, byte[] payload) {
        return Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.UDP, Frames.udp(40_000, port, payload)));
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] httpByte(int i) {
        return i < 20 ? new byte[] {"GET / HTTP/1.1\r\nA: bc".getBytes()[i]} : i % 3 == 0 ? "\n".getBytes() : "a".getBytes();
    }

    static Stream<Arguments> floods() {
        byte[] hello = records(1 << 14, message(CLIENT_HELLO, clientHello(0x0303, new int[] {0x1301}, serverName("a.example"), extension(21, new byte[15_000]))));
        byte[] manyExtensions = records(1 << 14, message(CLIENT_HELLO, clientHello(0x0303, new int[7_000], new byte[1_200])));
        byte[] pointers = join(u16(1, 0x8180, 1, 64, 0, 0), u8(1), u8('a'), u8(0), u16(1, 1), join(java.util.stream.IntStream.range(0, 64).mapToObj(i -> join(u16(0xC000 | 12 + 2 * i), u16(1, 1, 0, 0, 4, 1, 1))).toArray(byte[][]::new)));
        IntFunction<byte[]> quic = i -> datagram(443, join(u8(0xC3), u16(0, 1), Handshakes.vector8(random(i, 8)), u8(0), u8(0), QuicPackets.varint(1_180), random(i, 1_180)));
        byte[] crypto = QuicPackets.padded(1_162, Stream.iterate(0, i -> i + 37).limit(200).map(i -> QuicPackets.crypto(16_000 - i, new byte[] {1})).toArray(byte[][]::new));
        IntFunction<byte[]> opened = i -> datagram(443, QuicPackets.version1().initial(i & 0x7F, crypto));
        IntFunction<byte[]> fragments = i -> datagram(4_433, Handshakes.fragment(CLIENT_HELLO, new byte[16_000], i * 16 % 15_900, i * 16 % 15_900 + 1));
        return Stream.of(
                Arguments.of("a hello byte by byte", (IntFunction<byte[]>) i -> segment(1 + i, new byte[] {hello[i % hello.length]})),
                Arguments.of("a hello whose begin never comes", (IntFunction<byte[]>) i -> segment(1_000_000 - 40 * i, Arrays.copyOf(hello, 30))),
                Arguments.of("hellos with 7,000 ciphers", (IntFunction<byte[]>) i -> segment(1 + i * 16_000, Arrays.copyOf(manyExtensions, 1_400))),
                Arguments.of("a header line by line", (IntFunction<byte[]>) i -> segment(1 + i, httpByte(i))),
                Arguments.of("segments with gaps", (IntFunction<byte[]>) i -> segment(1 + 2 * i, Arrays.copyOf(hello, 1))),
                Arguments.of("pointers to pointers", (IntFunction<byte[]>) i -> datagram(53, pointers)),
                Arguments.of("Initial packets of noise", quic),
                Arguments.of("Initial packets with many frames", opened),
                Arguments.of("fragments of one byte", fragments));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void floodInOneFlowCostsLittle(String what, IntFunction<byte[]> packet) {
        CaptureBuilder capture = CaptureBuilder.pcap().packet(Frames.ethernet(Frames.ipv4(CLIENT, SERVER, Frames.TCP, Frames.tcp(40_000, 443, Frames.SYN, 0, 0, Frames.EMPTY))));
        for (int i = 0; i < PACKETS; i++) {
            capture.packet(packet.apply(i));
        }

        cost(capture, PACKETS);
    }

    /// The same first payload in flows of their own: what one flow may cost.
    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void floodOfFlowsCostsLittle(String what, IntFunction<byte[]> packet) {
        CaptureBuilder capture = CaptureBuilder.pcap();
        int flows = PACKETS / 4;
        for (int i = 0; i < flows; i++) {
            byte[] frame = packet.apply(1);
            frame[34] = (byte) (i >> 8);
            frame[35] = (byte) i;
            capture.packet(frame);
        }

        cost(capture, flows);
    }

    private static void cost(CaptureBuilder capture, int packets) {
        byte[] bytes = capture.toBytes();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long heap = threads.getCurrentThreadAllocatedBytes();
        long time = threads.getCurrentThreadCpuTime();
        try {
            FlowMeter.meter(new java.io.ByteArrayInputStream(bytes), MeterOptions.standard(), _ -> {}, null, null);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        long nanos = (threads.getCurrentThreadCpuTime() - time) / packets;
        long allocated = (threads.getCurrentThreadAllocatedBytes() - heap - 40_000_000) / packets;

        assertTrue(nanos < MOST_NANOS_PER_PACKET, nanos + " ns per packet");
        assertTrue(allocated < MOST_BYTES_PER_PACKET, allocated + " bytes allocated per packet");
    }

    @Test
    void statementsOfAFlowAreBounded() {
        Conversation conversation = Conversation.udp(53);
        for (int i = 0; i < 500; i++) {
            conversation.client(Frames.dns("n" + i + "." + "x".repeat(60) + "." + "y".repeat(60) + ".example", null));
        }

        List<String> said = conversation.said();

        assertTrue(said.size() <= 20, said.size() + " statements");
        assertTrue(said.stream().mapToInt(String::length).sum() < 6_000);
        assertTrue(said.stream().allMatch(text -> text.length() <= Evidence.MAX_LENGTH + 30));
    }

    /// Whatever is damaged: no failure, and no name that was not there.
    @Test
    void damagedMessagesFailCleanly() {
        byte[] hello = records(300, message(CLIENT_HELLO, clientHello(0x0303, new int[] {0x1301}, serverName("web.example"), extension(21, new byte[400]))));
        byte[] initial = QuicPackets.version1().initial(1, QuicPackets.padded(1_162, QuicPackets.crypto(0, message(CLIENT_HELLO, clientHello(0x0303, new int[] {0x1301}, serverName("web.example"))))));
        byte[] dns = Frames.dns("web.example", "192.0.2.1");
        byte[] http = Frames.httpGet("web.example", "/", "tool");
        Random random = new Random(5);
        for (int round = 0; round < 1_200; round++) {
            Conversation.tcp(443).client(damaged(hello, random)).said();
            Conversation.udp(443).client(damaged(initial, random)).said();
            Conversation.udp(53).server(damaged(dns, random)).said();
            Conversation.tcp(80).client(damaged(http, random)).said();
        }
        assertEquals(List.of(), Conversation.udp(443).client(damaged(initial, new Random(1))).said(dev.tractor.vocabulary.EvidenceKind.QUIC_SNI));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }
}

package dev.tractor.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.testsupport.CaptureBuilder;
import dev.tractor.testsupport.Frames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The innermost packet, through every link type and tunnel.
class PacketDecoderTest {
    private static final byte[] INNER = Frames.ipv4("10.0.0.1", "10.0.0.2", Frames.UDP, Frames.udp(1_111, 2_222, new byte[] {1, 2, 3}));
    private static final byte[] INNER6 = Frames.ipv6("::a", "::b", Frames.UDP, Frames.udp(1_111, 2_222, new byte[] {1, 2, 3}));
    private static final String V4 = "IP v4 17 1111>2222 ip 31 payload 3";
    private static final String V6 = "IP v6 17 1111>2222 ip 51 payload 3";

    static Stream<Arguments> frames() {
        byte[] ethernet = Frames.ethernet(INNER);
        return Stream.of(
                Arguments.of("Ethernet", 1, ethernet, V4 + " scope 0"),
                Arguments.of("Ethernet, padded", 1, join(ethernet, "0000000000000000"), V4 + " scope 0"),
                Arguments.of("802.1Q", 1, Frames.vlan(7, INNER), V4 + " scope 7"),
                Arguments.of("QinQ", 1, Frames.ethernet(0x88a8, join("0005 8100 0007 0800", INNER)), V4 + " scope " + (5 << 12 | 7)),
                Arguments.of("802.3 LLC/SNAP", 1, Frames.ethernet(8 + INNER.length, join("aaaa03000000 0800", INNER)), V4 + " scope 0"),
                Arguments.of("MPLS", 1, Frames.ethernet(0x8847, join("00010040 00020140", INNER)), V4 + " scope 0"),
                Arguments.of("PPPoE", 1, Frames.ethernet(0x8864, join("1100 0001 0021 0021", INNER)), V4 + " scope 0"),
                Arguments.of("ARP", 1, Frames.ethernet(0x0806, new byte[28]), "NON_IP"),
                Arguments.of("short Ethernet", 1, new byte[13], "MALFORMED"),
                Arguments.of("RAW IPv4", 101, INNER, V4 + " scope 0"),
                Arguments.of("RAW IPv6", 101, INNER6, V6 + " scope 0"),
                Arguments.of("LINUX_SLL", 113, join("0000 0001 0006 000000000000 0000 0800", INNER), V4 + " scope 0"),
                Arguments.of("LINUX_SLL2", 276, join("0800 0000 00000001 0001 00 06 0000000000000000", INNER), V4 + " scope 0"),
                Arguments.of("NULL, little-endian", 0, join("02000000", INNER), V4 + " scope 0"),
                Arguments.of("NULL, big-endian", 0, join("0000001e", INNER6), V6 + " scope 0"),
                Arguments.of("LOOP", 108, join("00000002", INNER), V4 + " scope 0"),
                Arguments.of("PPP", 9, join("ff03 0021", INNER), V4 + " scope 0"),
                Arguments.of("PPP, compressed", 9, join("21", INNER), V4 + " scope 0"),
                Arguments.of("C_HDLC", 104, join("0f00 0800", INNER), V4 + " scope 0"),
                Arguments.of("802.11 data", 105, join("0801 0000 000000000000 000000000000 000000000000 0000 aaaa03000000 0800", INNER), V4 + " scope 0"),
                Arguments.of("802.11 QoS with radiotap", 127, join("0000 0800 00000000 8801 0000 000000000000 000000000000 000000000000 0000 0000 aaaa03000000 0800", INNER), V4 + " scope 0"),
                Arguments.of("802.11 beacon", 105, join("8000", new byte[40]), "NON_IP"),
                Arguments.of("PPI", 192, join("00 00 0800 01000000", ethernet), V4 + " scope 0"),
                Arguments.of("IPNET", 226, join("01", new byte[23], INNER), V4 + " scope 0"),
                Arguments.of("Frame Relay", 107, join("18e1 03 8e", INNER6), V6 + " scope 0"),
                Arguments.of("Frame Relay, four bytes of address and Cisco's EtherType", 107, join("18e00001 0800", INNER), V4 + " scope 0"),
                Arguments.of("Frame Relay, address without an end", 107, join("18e0 08cc"), "MALFORMED"),
                Arguments.of("PFLOG", 117, join("3d 02 0000", new byte[60], INNER), V4 + " scope 0"),
                Arguments.of("NFLOG", 239, join("0200 0014 0500 0a00 00000000 2300 0900", INNER), V4 + " scope 0"),
                Arguments.of("NFLOG, big-endian, behind a long message", 239, join("0200 0014 0404 000a", new byte[1_024], "0023 0009", INNER), V4 + " scope 0"),
                Arguments.of("NFLOG, length 0", 239, join("0200 0014 0000 0a00", INNER), "MALFORMED"),
                Arguments.of("USB", 220, new byte[64], "NON_IP"),
                Arguments.of("IP-in-IP", 1, Frames.ethernet(outer(4, INNER)), V4 + " scope " + tunnel(1, 0)),
                Arguments.of("6in4", 1, Frames.ethernet(outer(41, INNER6)), V6 + " scope " + tunnel(2, 0)),
                Arguments.of("GRE", 1, Frames.ethernet(outer(47, join("0000 0800", INNER))), V4 + " scope " + tunnel(3, 0)),
                Arguments.of("GRE with key and sequence", 1, Frames.ethernet(outer(47, join("3000 0800 00000001 00000002", INNER))), V4 + " scope " + tunnel(3, 0)),
                Arguments.of("GRE, Ethernet", 1, Frames.ethernet(outer(47, join("0000 6558", ethernet))), V4 + " scope " + tunnel(3, 0)),
                Arguments.of("PPTP", 1, Frames.ethernet(outer(47, join("3001 880b 00230001 00000001 0021", INNER))), V4 + " scope " + tunnel(3, 0)),
                Arguments.of("ERSPAN II", 1, Frames.ethernet(outer(47, join("1000 88be 00000001 1000000000000000", ethernet))), V4 + " scope " + tunnel(3, 0)),
                Arguments.of("GRE keepalive without content", 1, Frames.ethernet(outer(47, join("0000 0000"))), "IP v4 47 0>0 ip 24 payload 4 scope 0"),
                Arguments.of("VXLAN", 1, Frames.ethernet(udp(4_789, join("08000000 00002a00", ethernet))), V4 + " scope " + tunnel(4, 42)),
                Arguments.of("Geneve with option", 1, Frames.ethernet(udp(6_081, join("0100 6558 00002a00 00000000", ethernet))), V4 + " scope " + tunnel(5, 42)),
                Arguments.of("GTP-U with extension", 1, Frames.ethernet(udp(2_152, join("34ff 0027 00000001 0000 0085 01000000", INNER))), V4 + " scope " + tunnel(6, 0)),
                Arguments.of("GTP echo", 1, Frames.ethernet(udp(2_152, join("3201 0004 00000000 00010000"))), "IP v4 17 2152>2152 ip 40 payload 12 scope 0"),
                Arguments.of("Teredo", 1, Frames.ethernet(udp(3_544, join("0000 04d2 0a000001", INNER6))), V6 + " scope " + tunnel(7, 0)),
                Arguments.of("IPv6 extension headers", 101, extended(), V6.replace("51", "67") + " scope 0"),
                Arguments.of("IPv6 without next header", 101, Frames.ipv6("::a", "::b", 59, new byte[2]), "IP v6 59 0>0 ip 42 payload 2 scope 0"),
                Arguments.of("IPv4 header cut", 101, java.util.Arrays.copyOf(INNER, 19), "MALFORMED"),
                Arguments.of("ports cut", 101, java.util.Arrays.copyOf(INNER, 23), "MALFORMED"),
                Arguments.of("only the ports captured", 101, java.util.Arrays.copyOf(INNER, 24), V4 + " scope 0"),
                Arguments.of("total length below the header", 101, patch(INNER, 3, 19), "MALFORMED"),
                Arguments.of("segmentation offload", 101, patch(patch(INNER, 2, 0), 3, 0), V4 + " scope 0"),
                Arguments.of("TCP", 101, Frames.ipv4("10.0.0.1", "10.0.0.2", 6, Frames.tcp(5, 6, 0x18, 1, 2, new byte[9])), "IP v4 6 5>6 ip 49 payload 9 scope 0"),
                Arguments.of("TCP offset beyond the packet", 101, patch(Frames.ipv4("10.0.0.1", "10.0.0.2", 6, Frames.tcp(5, 6, 0x18, 1, 2, new byte[9])), 32, 0xf0), "MALFORMED"),
                Arguments.of("SCTP", 101, Frames.ipv4("10.0.0.1", "10.0.0.2", 132, join("0005 0006 00000000 00000000", new byte[4])), "IP v4 132 5>6 ip 36 payload 4 scope 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void decodes(String name, int linkType, byte[] frame, String expected) throws IOException {
        byte[] capture = CaptureBuilder.pcap(ByteOrder.LITTLE_ENDIAN, false, linkType).packet(frame).toBytes();
        try (CaptureReader reader = CaptureReader.open(new ByteArrayInputStream(capture), new Warnings())) {
            Packet[] batch = Packet.batch(1);
            reader.read(batch);
            new PacketDecoder().decode(reader.memory(), batch[0]);
            assertEquals(expected, text(batch[0]));
        }
    }

    private static String text(Packet packet) {
        return packet.kind() != Packet.Kind.IP ? packet.kind().name() : "IP v" + packet.version() + " " + packet.protocol() + " " + packet.sourcePort() + ">" + packet.destinationPort()
                + " ip " + packet.ipLength() + " payload " + packet.payloadLength() + " scope " + packet.scope();
    }

    private static byte[] extended() {
        byte[] udp = Frames.udp(1_111, 2_222, new byte[] {1, 2, 3});
        return Frames.ipv6("::a", "::b", 0, join("3c00 010400000000 1100 010400000000", udp));
    }

    private static byte[] outer(int protocol, byte[] content) {
        return Frames.ipv4("192.0.2.1", "192.0.2.2", protocol, content);
    }

    private static byte[] udp(int port, byte[] content) {
        return outer(Frames.UDP, Frames.udp(port, port, content));
    }

    private static long tunnel(long number, long id) {
        return (number << 32 | id) << 24;
    }

    private static byte[] patch(byte[] packet, int at, int value) {
        byte[] patched = packet.clone();
        patched[at] = (byte) value;
        return patched;
    }

    /// Hexadecimal strings and byte arrays, one after another.
    private static byte[] join(Object... parts) {
        ByteBuffer joined = ByteBuffer.allocate(2_000);
        for (Object part : parts) {
            joined.put(part instanceof String digits ? HexFormat.of().parseHex(digits.replace(" ", "")) : (byte[]) part);
        }
        return java.util.Arrays.copyOf(joined.array(), joined.position());
    }
}

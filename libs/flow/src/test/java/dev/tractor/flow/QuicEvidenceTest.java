package dev.tractor.flow;

import static dev.tractor.flow.Handshakes.CLIENT_HELLO;
import static dev.tractor.flow.Handshakes.SERVER_HELLO;
import static dev.tractor.flow.Handshakes.alpn;
import static dev.tractor.flow.Handshakes.clientHello;
import static dev.tractor.flow.Handshakes.extension;
import static dev.tractor.flow.Handshakes.join;
import static dev.tractor.flow.Handshakes.message;
import static dev.tractor.flow.Handshakes.serverHello;
import static dev.tractor.flow.Handshakes.serverName;
import static dev.tractor.flow.Handshakes.supportedVersions;
import static dev.tractor.flow.Handshakes.u16;
import static dev.tractor.flow.Handshakes.u8;
import static dev.tractor.flow.QuicPackets.crypto;
import static dev.tractor.flow.QuicPackets.padded;
import static dev.tractor.flow.QuicPackets.varint;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.vocabulary.EvidenceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What QUIC's Initial packets say.
class QuicEvidenceTest {
    private static final int PAYLOAD = 1_162;
    /// The CRYPTO frame of RFC 9001, A.2, which RFC 9369, A.2 uses too.
    private static final byte[] SAMPLE_FRAME = Conversation.hex("""
            060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c00000413011302010000c000000010000e00000b6578
            616d706c652e636f6dff01000100000a00080006001d0017001800100007000504616c706e000500050100000000003300260024001d00209370b2c9caa47fba
            baf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003020304000d0010000e0403050306030203080408050806002d00020101001c0002400100
            3900320408ffffffffffffffff05048000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff""");
    private static final byte[] USER_AGENT = Conversation.ascii("Chrome/120 Linux");
    private static final byte[] HELLO = message(CLIENT_HELLO, clientHello(0x0303, new int[] {0x1301}, serverName("Video.example"), alpn("h3"), supportedVersions(0x0304),
            extension(0x33, new byte[1_216]), extension(0x39, join(u8(1), u8(2), u16(0x4123), u16(0x7129), u8(USER_AGENT.length), USER_AGENT))));

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("1", QuicPackets.version1(), "c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9b", "e221af44860018ab0856972e194cd934"),
                Arguments.of("2", QuicPackets.version2(), "d76b3343cf088394c8f03e5157080000449ea0c95e82ffe67b6abcdb4298b485dd04de806071", "a18b2faa745b6fe189cf772a9f84cbfc"));
    }

    /// RFC 9001, A.2 and RFC 9369, A.2: the header and the authentication tag are given there, the tag covers all between.
    @ParameterizedTest(name = "version {0}")
    @MethodSource("vectors")
    void clientInitialOfTheStandard(String version, QuicPackets packets, String begin, String tag) {
        byte[] packet = packets.initial(2, padded(PAYLOAD, SAMPLE_FRAME));
        assertEquals(begin, HexFormat.of().formatHex(packet, 0, begin.length() / 2));
        assertEquals(tag, HexFormat.of().formatHex(packet, packet.length - 16, packet.length));

        assertEquals(List.of("ja3=41bc9ae914d6cb3bd0bd0a5453ab7d7f", "ja4=q13d0211an_62ed6f6ca7ad_4d634acda6c0", "protocol=quic", "quic-sni=example.com", "quic-version=" + version,
                "tls-alpn=alpn", "tls-versions=1.3"), Conversation.udp(443).client(packet).said());
    }

    static Stream<Arguments> drafts() {
        return Stream.of(
                Arguments.of("draft-22", 0xFF000016, "7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", 0xC3),
                Arguments.of("draft-27", 0xFF00001B, "c3eef712c72ebb5a11a7d2432bb46365bef9f502", 0xC3),
                Arguments.of("draft-29", 0xFF00001D, "afbfec289993d24c9e9786f19c6111e04390a899", 0xC3),
                Arguments.of("draft-34", 0xFF000022, QuicPackets.SALT_1, 0xC3),
                Arguments.of("mvfst-22", 0xFACEB001, "7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a", 0xC3),
                Arguments.of("mvfst-27", 0xFACEB002, "c3eef712c72ebb5a11a7d2432bb46365bef9f502", 0xC3),
                Arguments.of("T051", 0x54303531, "7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", 0xC3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drafts")
    void otherVersions(String name, int number, String salt, int firstByte) {
        QuicPackets packets = new QuicPackets(number, salt, "quic ", firstByte, QuicPackets.CONNECTION_ID);
        Conversation conversation = Conversation.udp(443).client(packets.initial(1, padded(PAYLOAD, SAMPLE_FRAME)));

        assertEquals(List.of(name), conversation.said(EvidenceKind.QUIC_VERSION));
        assertEquals(List.of("example.com"), conversation.said(EvidenceKind.QUIC_SNI));
    }

    /// RFC 9001, 5.3: AES-GCM adds its key stream to the content, so that each byte that is damaged within it changes just one of what comes out; the tag tells.
    @Test
    void aDamagedPacketNamesNobody() {
        byte[] whole = QuicPackets.version1().initial(1, padded(PAYLOAD, SAMPLE_FRAME));
        int longHeader = 18;
        for (int at : new int[] {longHeader + 100, whole.length - 17, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;

            assertEquals(List.of(), Conversation.udp(443).client(damaged).said(EvidenceKind.QUIC_SNI), "byte " + at);
        }
        assertEquals(List.of("example.com"), Conversation.udp(443).client(whole).said(EvidenceKind.QUIC_SNI));
    }

    @Test
    void helloInFramesAndPacketsOfAnyOrder() {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < HELLO.length;) {
                int end = Math.min(HELLO.length, at + 1 + random.nextInt(120));
                frames.add(join(crypto(at, Arrays.copyOfRange(HELLO, at, end)), new byte[random.nextInt(3)], u8(1)));
                at = end;
            }
            Collections.shuffle(frames, random);
            Conversation conversation = Conversation.udp(443);
            int number = 0;
            for (int at = 0; at < frames.size(); at += 12) {
                byte[] packet = QuicPackets.version1().initial(number++, padded(PAYLOAD * 2, frames.subList(at, Math.min(frames.size(), at + 12)).toArray(byte[][]::new)));
                conversation.client(packet);
            }

            assertEquals(List.of("video.example"), conversation.said(EvidenceKind.QUIC_SNI), "round " + round);
            assertEquals(List.of("Chrome/120 Linux"), conversation.said(EvidenceKind.HTTP_USER_AGENT));
        }
    }

    private static byte[] half(boolean first) {
        return padded(PAYLOAD, first ? crypto(0, Arrays.copyOf(HELLO, 700)) : crypto(700, Arrays.copyOfRange(HELLO, 700, HELLO.length)));
    }

    @Test
    void coalescedPacketsOfOneDatagram() {
        byte[] datagram = join(QuicPackets.version1().initial(0, half(true)), QuicPackets.version1().initial(1, half(false)));

        assertEquals(List.of("video.example"), Conversation.udp(443).client(datagram).said(EvidenceKind.QUIC_SNI));
    }

    @Test
    void secondPacketGoesToTheServersConnectionIdUnderTheFirstKeys() {
        QuicPackets later = QuicPackets.version1().withConnectionId(Conversation.hex("f067a5502a4262b5"));
        Conversation conversation = Conversation.udp(443).client(QuicPackets.version1().initial(0, half(true))).client(later.initial(QuicPackets.CONNECTION_ID, new byte[0], 1, half(false)));

        assertEquals(List.of("video.example"), conversation.said(EvidenceKind.QUIC_SNI));
        assertEquals(2, conversation.packetOf(EvidenceKind.QUIC_SNI));
    }

    @Test
    void afterARetryTheKeysComeFromTheNewConnectionId() {
        QuicPackets after = QuicPackets.version1().withConnectionId(Conversation.hex("f067a5502a4262b5"));
        byte[] retry = join(u8(0xF0), Conversation.hex("00000001"), u8(0), Handshakes.vector8(after.connectionId()), new byte[40]);
        Conversation conversation = Conversation.udp(443).client(QuicPackets.version1().initial(0, half(true))).server(retry)
                .client(after.initial(after.connectionId(), new byte[40], 1, half(true))).client(after.initial(after.connectionId(), new byte[40], 2, half(false)));

        assertEquals(List.of("video.example"), conversation.said(EvidenceKind.QUIC_SNI));
    }

    @Test
    void acknowledgementsBeforeTheHello() {
        byte[] ack = join(u8(3), varint(9), varint(5), varint(1), varint(0), varint(2), varint(3), varint(1), varint(0), varint(0));

        assertEquals(List.of("example.com"), Conversation.udp(443).client(QuicPackets.version1().initial(1, padded(PAYLOAD, ack, SAMPLE_FRAME))).said(EvidenceKind.QUIC_SNI));
    }

    @ParameterizedTest
    @ValueSource(strings = {QuicPackets.SALT_1, "afbfec289993d24c9e9786f19c6111e04390a899"})
    void aVersionThatForcesANegotiation(String salt) {
        QuicPackets packets = new QuicPackets(0x1A2A3A4A, salt, "quic ", 0xC3, QuicPackets.CONNECTION_ID);

        Conversation conversation = Conversation.udp(443).client(packets.initial(1, padded(PAYLOAD, SAMPLE_FRAME)));

        assertEquals(List.of("example.com"), conversation.said(EvidenceKind.QUIC_SNI));
        assertEquals(List.of("reserved"), conversation.said(EvidenceKind.QUIC_VERSION));
    }

    @Test
    void packetOfAnotherConnectionIdGivesNoName() {
        byte[] damaged = QuicPackets.version1().initial(1, padded(PAYLOAD, SAMPLE_FRAME));
        damaged[6] ^= 1;

        assertEquals(List.of("protocol=quic", "quic-version=1"), Conversation.udp(443).client(damaged).said());
    }

    @Test
    void googleQuicOfOldHasTagsInTheClear() {
        byte[] name = Conversation.ascii("Www.Google.com");
        byte[] agent = Conversation.ascii("Chrome/63");
        byte[] tags = join(Conversation.ascii("CHLO"), Conversation.hex("03000000"), Conversation.ascii("PAD\0"), Conversation.hex("10000000"), Conversation.ascii("SNI\0"), Conversation.hex("1e000000"),
                Conversation.ascii("UAID"), Conversation.hex("27000000"), new byte[16], name, agent, new byte[900]);
        byte[] old = join(u8(0x09), new byte[8], Conversation.ascii("Q043"), u8(1), new byte[12], Conversation.hex("a001000400"), tags);
        byte[] newer = join(u8(0xC3), Conversation.ascii("Q046"), u8(0x50), new byte[8], new byte[4], new byte[12], Conversation.hex("a001000400"), tags);

        assertEquals(List.of("http-user-agent=Chrome/63", "protocol=quic", "quic-sni=www.google.com", "quic-version=Q043"), Conversation.udp(443).client(old).said());
        assertEquals(List.of("http-user-agent=Chrome/63", "protocol=quic", "quic-sni=www.google.com", "quic-version=Q046"), Conversation.udp(443).client(newer).said());
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("an unknown version", "c3deadbeef088394c8f03e515708000044"),
                Arguments.of("a connection id beyond 20 bytes", "c300000001ff8394c8f03e515708000044"),
                Arguments.of("a short header alone", "4394c8f03e515708aabbccddeeff001122"),
                Arguments.of("a negotiation of versions that nobody knows", "8000000000088394c8f03e5157080012345678"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatOnlyLooksLikeQuicIsNotQuic(String what, String payload) {
        assertEquals(List.of(), Conversation.udp(443).client(Conversation.hex(payload)).said());
    }

    @Test
    void negotiationThatOffersAKnownVersionIsQuic() {
        assertEquals(List.of("protocol=quic"), Conversation.udp(4_433).client(Conversation.hex("8000000000088394c8f03e515708000a1a2a3a00000001")).said());
    }

    /// RFC 9001, A.3: what the server of the sample answers.
    private static final byte[] SAMPLE_ANSWER = Conversation.hex("""
            cf000000010008f067a5502a4262b5004075c0d95a482cd0991cd25b0aac406a5816b6394100f37a1c69797554780bb38cc5a99f5ede4cf73c3ec2493a1839b3dbcba3f6ea46c5b7684df3548e7ddeb9
            c3bf9c73cc3f3bded74b562bfb19fb84022f8ef4cdd93795d77d06edbb7aaf2f58891850abbdca3d20398c276456cbc42158407dd074ee""");

    @Test
    void theServersHelloOfTheStandard() {
        Conversation conversation = Conversation.udp(443).client(QuicPackets.version1().initial(2, padded(PAYLOAD, SAMPLE_FRAME))).server(SAMPLE_ANSWER);

        assertEquals(List.of("TLS_AES_128_GCM_SHA256"), conversation.said(EvidenceKind.TLS_CIPHER));
        assertEquals(List.of("1.3"), conversation.said(EvidenceKind.TLS_VERSION));
        assertEquals(List.of("eb1d94daa7e0344597e756a1fb6e7054"), conversation.said(EvidenceKind.JA3S));
    }

    @Test
    void theServersHelloAfterARetryAndInPackets() {
        byte[] hello = message(SERVER_HELLO, serverHello(0x0303, 0x1301, extension(43, u16(0x0304)), extension(0x33, new byte[1_120])));
        QuicPackets packets = QuicPackets.version1();
        byte[] again = Conversation.hex("0102030405060708090a");
        byte[] retry = join(u8(0xF0), new byte[] {0, 0, 0, 1}, u8(0), Handshakes.vector8(again), new byte[40]);
        Conversation conversation = Conversation.udp(443)
                .client(packets.initial(0, padded(PAYLOAD, SAMPLE_FRAME)))
                .server(retry)
                .server(packets.withConnectionId(new byte[0]).answer(again, 0, join(new byte[] {2, 0, 0, 0, 0}, crypto(800, Arrays.copyOfRange(hello, 800, hello.length)))))
                .server(packets.withConnectionId(new byte[0]).answer(again, 1, crypto(0, Arrays.copyOf(hello, 800))));

        assertEquals(List.of("TLS_AES_128_GCM_SHA256"), conversation.said(EvidenceKind.TLS_CIPHER));
    }

    @Test
    void anAnswerUnderOtherKeysSaysNothing() {
        byte[] hello = QuicPackets.version1().initial(2, padded(PAYLOAD, SAMPLE_FRAME));
        QuicPackets other = QuicPackets.version1().withConnectionId(Conversation.hex("ffffffffffffffff"));

        assertEquals(List.of(), Conversation.udp(443).client(hello).server(other.initial(2, padded(PAYLOAD, SAMPLE_FRAME))).said(EvidenceKind.TLS_CIPHER));
        assertEquals(List.of(), Conversation.udp(443).server(SAMPLE_ANSWER).said(EvidenceKind.TLS_CIPHER));
    }
}

package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.stream.IntStream;

/// Protocols of one vendor's applications and games.
final class ApplicationProtocols {
    private static final int LINE = 64;
    private static final long OUT_OF_BAND = 0xFFFFFFFFL;

    /// As its support pages tell operators of firewalls.
    private static final int[] ELDER_SCROLLS_PORTS = IntStream.concat(IntStream.concat(IntStream.rangeClosed(24_100, 24_131), IntStream.rangeClosed(24_300, 24_331)), IntStream.rangeClosed(24_500, 24_507)).toArray();

    private ApplicationProtocols() {}

    static final List<Entry> TABLE = List.of(
            tcp("telegram", bytes(0xEF), p -> p.length() >= 10 && (p.u8(1) < 0x7F ? p.length() == 2 + 4 * p.u8(1) : p.u8(1) == 0x7F && p.length() <= 5 + 4 * (p.u16le(2) | p.u8(4) << 16))),
            tcp("telegram", bytes(0xEE, 0xDD), p -> (p.u32(0) == 0xEEEEEEEEL || p.u32(0) == 0xDDDDDDDDL) && p.u32le(4) <= p.length()),
            // MTProto's full transport: length, number 0; a message without a key, which says its own length; a checksum.
            tcp("telegram", "", p -> p.u32le(0) == p.length() && p.u32(4) == 0 && p.u32(8) == 0 && p.u32(12) == 0 && p.u32le(24) == p.length() - 32 && p.u32(16) != 0),
            // Calls through a relay: the peer's tag, then twelve bytes that no address has, then what is asked.
            udp("telegram", "", p -> p.length() >= 32 && p.u32(16) == OUT_OF_BAND && p.u32(20) == OUT_OF_BAND && p.u32(24) == OUT_OF_BAND && p.u32(12) != OUT_OF_BAND && p.u32(0) != 0),
            tcp("whatsapp", "WE", p -> p.startsWith("WA") && p.u8(2) >= 1 && p.u8(2) <= 16 && p.u8(3) <= 16 || p.startsWith("ED") && p.u8(2) == 0 && p.u8(3) == 1),
            udp("discord", bytes(0), p -> (p.u32(0) == 0x00010046L || p.u32(0) == 0x00020046L) && p.length() == 74),
            udp("discord", bytes(0x13), p -> p.u32(0) == 0x1337CAFEL && p.length() == 8),
            // What two clients open a path between them with.
            udp("zoom", bytes(0x1F), p -> p.u24(0) == 0x1F0201 && p.u8(3) == 0 && p.u8(5) == 0 && p.u8(7) == 0 && p.length() >= 36),
            udp("zoom", range(1, 0x1F), p -> p.length() >= 4, 8801, 8802, 8803, 8804, 8805, 8806, 8807, 8808, 8809, 8810),
            udp("agora", "", p -> p.is(13, "SNI") && p.contains(".edge.agora.io", LINE)),
            tcp("avast", "NOSA"),
            // The handshake of its transport KCP, and the server's answer.
            udp("mihoyo", bytes(0), p -> p.length() == 20 && (p.u32(0) == 0xFF && p.u32(12) == 0x499602D2L && p.u32(16) == 0xFFFFFFFFL || p.u32(0) == 0x145 && p.u32(16) == 0x14514545L)),
            udp("blizzard", bytes(0), p -> p.length() >= 20 && p.u32(0) == 0 && p.u32(4) == 0 && p.u32(8) == 0 && p.u32(12) == 0x4000, 1119, 3724, 6113),
            udp("photon", "", ApplicationProtocols::photon),
            tcp("xiaomi", bytes(0xC2), p -> p.u32(0) == 0xC2FE0005L && p.u32(4) <= p.length()),
            udp("steam", bytes(1), p -> p.is(2, "sdping")),
            tcp("steam", "", p -> p.is(4, "VT01")),
            udp("steam", "V", p -> p.startsWith("VS01") || p.startsWith("VT01")),
            udp("steam", bytes(0xFF), p -> p.u32(0) == OUT_OF_BAND && p.u32(4) == 0x214C5FA0L),
            udp("source-engine", bytes(0xFF), p -> p.u32(0) == OUT_OF_BAND && (p.u16(4) == 0x4911 || p.is(4, "infostring") || p.is(4, "details") || p.is(4, "qconnect0x") || p.is(4, "challenge rcon") || p.is(4, "getchallenge steam"))),
            udp("source-engine", bytes(0xFF), p -> p.u32(0) == OUT_OF_BAND && (p.is(4, "TSource Engine Query") || p.length() == 9 && (p.u8(4) == 'U' || p.u8(4) == 'V' || p.u8(4) == 'A' || p.u8(4) == 'W'))),
            udp("quake", bytes(0xFF), p -> p.u32(0) == OUT_OF_BAND && (p.is(4, "getstatus") || p.is(4, "getinfo") || p.is(4, "getchallenge") || p.is(4, "statusResponse") || p.is(4, "connect ") || p.is(4, "getservers"))),
            tcp("minecraft", bytes(0xFE), p -> p.length() == 1 || p.u8(1) == 1, 25565),
            udp("yojimbo", bytes(0), p -> p.is(1, "NETCODE 1.0")),
            udp("dropbox", "{", p -> p.contains("\"host_int\"", LINE)),
            udp("spotify", "SpotUdp"),
            tcp("spotify", bytes(0), p -> p.u16(0) == 4 && p.u16(2) == 0 && p.u8(6) == 0x52 && p.u16(7) >= 0, 4070),
            udp("syncthing", bytes(0x2E), p -> p.u32(0) == 0x2EA7D90BL),
            tcp("syncthing", bytes(0x2E), p -> p.u32(0) == 0x2EA7D90BL),
            tcp("elder-scrolls-online", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u16(4) == 1 && p.u32(8) == p.length() - 12, ELDER_SCROLLS_PORTS),
            // Cryptography white paper, "Client-server protocol": a key and a cookie, answered by a cookie and a sealed key.
            tcp("threema", "", p -> p.length() == (p.fromClient() ? 48 : 80) && p.u8(0) != '<' && p.u8(0) != 'W', 5222),
            tcp("websocket", bytes(0x81), ApplicationProtocols::webSocketText),
            both("aliyun", bytes(0xCE), p -> p.u32(0) == 0xCEFABEBAL),
            // OSCAR's frames (FLAP): start, channel, number, length; the first one says version 1.
            tcp("oscar", "*", p -> p.u8(1) == 1 && p.u16(4) >= 4 && p.u16(4) <= p.length() - 6 && p.u32(6) == 1),
            tcp("ymsg", "Y", p -> p.is(0, "YMSG") && p.u16(8) <= p.length() - 20),
            tcp("msnp", "V", p -> p.is(0, "VER ") && p.contains(" MSNP", LINE)),
            // LOCO's handshake: an encrypted key of 256 bytes, its kind, the cipher's.
            tcp("kakaotalk", bytes(0), p -> p.u32(0) == 0x00010000L && p.u32le(4) >= 12 && p.u32le(4) <= 16 && p.u32le(8) >= 1 && p.u32le(8) <= 3 && p.length() >= 268),
            // Head of a package of Tencent's gateway for games: magic number, version.
            tcp("tencent-games", "3", p -> p.u16(0) == 0x3366 && p.u8(2) == 0 && p.u8(3) >= 8 && p.u8(3) <= 0x0F && p.length() >= 20),
            udp("pptv", bytes(0xE9), p -> p.u8(1) == 3 && p.u32(4) == 0x98AB0102L),
            udp("pps", "", p -> p.u8(2) == 'C' && (p.u16le(0) == p.length() || p.u16le(0) == p.length() - 4 || p.u16le(0) == p.length() - 6) && p.length() >= 8),
            // The sources of Brazil's quality of service: a number of four decimal digits, each in a byte, in messages of 16 bytes.
            udp("eaq", range(0, 9), p -> p.length() == 16 && p.u8(1) <= 9 && p.u8(2) <= 9 && p.u8(3) <= 9, 6000),
            udp("viber", "", p -> (p.u8(2) == 3 || p.u8(2) == 9 && p.length() == 20) && p.u8(3) == 0 || p.u8(0) == 0x11 && p.length() < 135, 4244, 5242, 5243, 7985, 7987, 9785),
            // QQ's old protocol: version, command and number between its first byte and its last.
            udp("oicq", bytes(2), p -> p.u8(p.length() - 1) == 3 && p.length() >= 12 && p.u8(1) >= 1 && p.u8(1) <= 0x3F, 8000),
            tcp("oicq", bytes(0), p -> p.u16(0) == p.length() && p.u8(2) == 2 && p.u8(p.length() - 1) == 3 && p.length() >= 14),
            // Short header of Mars, WeChat's transport: length, of the header 16, version 1, command, number.
            tcp("wechat", bytes(0), p -> p.u32(0) == p.length() && p.u32(4) == 0x00100001L && (p.port(80) || p.port(443) || p.port(8080))));

    /// Photon's reliable UDP: peer, flags, number of commands, time, challenge; each command with its length, which fill the datagram. Or its ping.
    private static boolean photon(Payload p) {
        int commands = p.u8(3);
        if (p.length() == 13 && p.u32(0) == 0x7D7D7D7DL && p.u32(8) == 0x7D7D7D7DL) {
            return true;
        }
        if (p.u8(2) > 1 || commands < 1 || commands > 32 || p.length() < 24) {
            return false;
        }
        long at = 12;
        for (int i = 0; i < commands && at < p.length(); i++) {
            int type = p.u8((int) at);
            long length = p.u32((int) at + 4);
            if (type < 1 || type > 16 || length < 12) {
                return false;
            }
            at += length;
        }
        return at == p.length();
    }

    /// RFC 6455, 5.2: a whole short text frame that is not masked, without the handshake before it.
    private static boolean webSocketText(Payload p) {
        int length = p.u8(1);
        if (length < 4 || length > 125 || p.length() != 2 + length) {
            return false;
        }
        for (int at = 2; at < p.length(); at++) {
            if (p.u8(at) < ' ' && p.u8(at) != '\n' && p.u8(at) != '\r' && p.u8(at) != '\t' || p.u8(at) > '~') {
                return false;
            }
        }
        return true;
    }
}

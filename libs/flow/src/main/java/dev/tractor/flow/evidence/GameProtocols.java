package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;

/// Engines and consoles that many games share, and how their servers are asked.
final class GameProtocols {
    /// RakNet's offline messages carry these 16 bytes, so that they are not taken for those of a session.
    private static final String RAKNET = "\u0000\u00FF\u00FF\u0000\u00FE\u00FE\u00FE\u00FE\u00FD\u00FD\u00FD\u00FD\u0012\u0034\u0056\u0078";
    private static final int PING = 0x01;
    private static final int PONG = 0x1C;
    private static final int PING_TIME = 8;
    private static final int PONG_IDENTIFIERS = 16;
    /// Warcraft III's messages have numbers up to this one.
    private static final int LAST_W3GS = 0x48;

    private static final int LAST_ARMAGETRON = 0x0400;
    private static final int LINE = 200;

    private GameProtocols() {}

    static final List<Entry> TABLE = List.of(
            udp("minecraft", bytes(PONG), p -> raknet(p) && p.is(1 + PONG_IDENTIFIERS + RAKNET.length() + 2, "MCPE;")),
            udp("minecraft", bytes(PING, 2, 5, 6, 7, 8), GameProtocols::raknet, 19132, 19133),
            // Every packet of Luanti begins with the protocol's number; a peer has none yet, or one.
            udp("minetest", "O", p -> p.u32(0) == 0x4F457403L && p.u8(6) <= 2 && p.length() >= 8),
            // Without a connection: of 0.7 a token is asked for, or two tokens come before the message; of 0.6 six bytes of ones.
            udp("teeworlds", bytes(0x04), p -> p.u24(0) == 0x040000 && p.u32(3) == 0xFFFFFFFFL && p.u8(7) == 5 && p.length() == 520),
            udp("teeworlds", bytes(0x21), p -> p.u32(9) == 0xFFFFFFFFL && (p.is(13, "gie3") || p.is(13, "inf3"))),
            udp("teeworlds", bytes(0xFF), p -> p.u24(0) == 0xFFFFFF && p.u24(3) == 0xFFFFFF && p.u32(6) == 0xFFFFFFFFL && (p.is(10, "gie3") || p.is(10, "inf3"))),
            udp("raknet", bytes(PING, 2, 5, 6, 7, 8, PONG), GameProtocols::raknet),
            // Pia, between consoles; PRUDP, its servers.
            udp("nintendo", bytes(0x32), p -> p.u32(0) == 0x32AB9864L),
            udp("nintendo", bytes(0xEA), p -> p.u16(0) == 0xEAD0 && p.u8(2) == 1 && p.length() >= 30 && 30 + p.u8(3) + p.u16(4) <= p.length()),
            // What a console's remote play looks for it with.
            udp("playstation", "S", p -> p.startsWith("SRCH * HTTP/1.1") || p.startsWith("SRCH3 * HTTP/1.1")),
            both("warcraft-3", bytes(0xF7), p -> p.u8(1) >= 1 && p.u8(1) <= LAST_W3GS && p.u16le(2) >= 4 && p.u16le(2) == p.length()),
            tcp("blizzard", bytes(0x01, 0xFF), p -> p.length() == 1 && p.u8(0) == 1 || p.u8(0) == 0xFF && p.u16le(2) >= 4 && p.u16le(2) <= p.length(), 6112),
            // What the server of Dofus begins with: a key of 32 letters.
            tcp("dofus", "H", p -> !p.fromClient() && p.length() == 35 && p.is(0, "HC") && p.isPrintable(2, 34) && p.u8(34) == 0),
            // The handshake, whose parts fill the length that it begins with: version, the server's address, port, next state.
            tcp("minecraft", range(8, 0x7F), GameProtocols::minecraft),
            // Messages of gzip behind their length.
            tcp("wesnoth", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u24(4) == 0x1F8B08, 15000, 14998, 14999),
            // Behind four zeros the server's number for the client: nothing else opens so at this port.
            tcp("wesnoth", bytes(0), p -> p.fromClient() && p.length() == 4 && p.u32(0) <= 1, 15000, 14998, 14999),
            tcp("bzflag", "B", p -> p.startsWith("BZFLAG\r\n\r\n") || p.startsWith("BZFS0")),
            // A wish to join: length, kind, the player's name, what the client can do.
            tcp("freeciv", bytes(0), p -> p.fromClient() && p.u16(0) == p.length() && p.contains("\0+Freeciv-", LINE)),
            udp("crossfire", bytes(0xC7), p -> p.length() == 25 && p.u32(0) == 0xC7D91999L && p.u16(4) == 0x0200),
            // Its launcher's portal: a text protocol, Sts.
            tcp("guild-wars", "PR", p -> p.startsWith("P /") && p.contains(" STS/1.0\r\n", LINE) || p.startsWith("STS/1.0 ")),
            // What the server begins with: length, version, patch as text, two vectors of four bytes, region.
            tcp("maplestory", bytes(0x0D, 0x0E, 0x0F, 0x10), p -> !p.fromClient() && p.u16le(0) == p.length() - 2 && p.u16le(4) >= 1 && p.u16le(4) <= 3 && p.length() == 15 + p.u16le(4) && Character.isDigit(p.u8(6))),
            tcp("terraria", "", p -> p.u16le(0) == p.length() && p.u8(2) == 1 && p.is(4, "Terraria")),
            udp("sa-mp", "SAMP", p -> p.is(0, "SAMP") && p.length() >= 11 && "ircdpx".indexOf(p.u8(10)) >= 0),
            // CONNECT of the library ENet: no peer yet, a time; acknowledged, channel 255.
            udp("enet", bytes(0x8F), p -> p.u16(0) == 0x8FFF && p.u16(4) == 0x82FF && p.length() >= 44 && p.length() <= 56),
            udp("armagetron", "", GameProtocols::armagetron, 4534),
            udp("activision", bytes(0x0C, 0x0D), p -> (p.u16(0) == 0x0C02 || p.u16(0) == 0x0D02) && p.length() >= 18, 3074, 3075, 3076, 3077, 3078, 3079),
            udp("teamspeak", bytes(0xF4), p -> p.u32(0) == 0xF4BE0300L),
            udp("gamespy", bytes(0xFE), p -> p.u16(0) == 0xFEFD && (p.u8(2) == 0 && p.length() >= 11 || p.u8(2) == 9 && p.length() == 7)),
            udp("gamespy", "\\", p -> p.startsWith("\\status\\") || p.startsWith("\\info\\") || p.startsWith("\\basic\\") || p.startsWith("\\rules\\") || p.startsWith("\\players\\")));

    private static boolean minecraft(Payload p) {
        if (p.u8(1) != 0) {
            return false;
        }
        int version = 2;
        while (p.u8(version) >= 0x80 && version < 6) {
            version++;
        }
        int host = version + 2;
        int behind = host + p.u8(version + 1);
        int end = 1 + p.u8(0);
        return end <= p.length() && end == behind + 3 && behind > host && p.isPrintable(host, behind) && p.u8(behind + 2) >= 1 && p.u8(behind + 2) <= 3;
    }

    /// Messages of kind, number, count of words, which fill the datagram but for the sender's number behind them.
    private static boolean armagetron(Payload p) {
        int at = 0;
        while (at + 6 <= p.length() - 2 && p.u16(at) <= LAST_ARMAGETRON) {
            at += 6 + 2 * p.u16(at + 4);
        }
        return at > 0 && at == p.length() - 2;
    }

    private static boolean raknet(Payload p) {
        int type = p.u8(0);
        return p.is(type <= 2 ? 1 + PING_TIME : type == PONG ? 1 + PONG_IDENTIFIERS : 1, RAKNET);
    }
}

package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
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

    private GameProtocols() {}

    static final List<Entry> TABLE = List.of(
            udp("minecraft", bytes(PONG), p -> raknet(p) && p.is(1 + PONG_IDENTIFIERS + RAKNET.length() + 2, "MCPE;")),
            udp("minecraft", bytes(PING, 2, 5, 6, 7, 8), GameProtocols::raknet, 19132, 19133),
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
            udp("teamspeak", bytes(0xF4), p -> p.u32(0) == 0xF4BE0300L),
            udp("gamespy", bytes(0xFE), p -> p.u16(0) == 0xFEFD && (p.u8(2) == 0 && p.length() >= 11 || p.u8(2) == 9 && p.length() == 7)),
            udp("gamespy", "\\", p -> p.startsWith("\\status\\") || p.startsWith("\\info\\") || p.startsWith("\\basic\\") || p.startsWith("\\rules\\") || p.startsWith("\\players\\")));

    private static boolean raknet(Payload p) {
        int type = p.u8(0);
        return p.is(type <= 2 ? 1 + PING_TIME : type == PONG ? 1 + PONG_IDENTIFIERS : 1, RAKNET);
    }
}

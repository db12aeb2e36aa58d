package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;

/// Things at home and outdoors: plugs, cameras, drones, robots, stages, gateways.
final class ThingProtocols {
    private static final Set<Integer> CS2_MESSAGES = Set.of(0x00, 0x01, 0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x30, 0x40, 0x41, 0x42, 0x43, 0xD0, 0xD1, 0xD2, 0xE0, 0xE1, 0xF0, 0xF1, 0xF9);
    private static final int LAST_DVRIP_MESSAGE = 1_700;
    private static final int DVRIP_HEADER = 20;
    private static final int HEARTBEAT_BYTES = 9;

    private ThingProtocols() {}

    static final List<Entry> TABLE = List.of(
            both("tuya", bytes(0), p -> p.u32(0) == 0x000055AAL && p.u32(p.length() - 4) == 0x0000AA55L),
            both("tuya", bytes(0), p -> p.u32(0) == 0x00006699L && p.u32(p.length() - 4) == 0x00009966L),
            udp("tp-link", bytes(0xD0), p -> p.u8(1) == 0xF2, 9999),
            tcp("tp-link", bytes(0), p -> p.u32(0) == p.length() - 4 && p.u16(4) == 0xD0F2, 9999),
            both("xiaomi", "!", p -> p.u16(0) == 0x2131 && p.u16(2) == p.length() && p.length() >= 32),
            udp("ubiquiti", bytes(1, 2), p -> p.u16(2) == p.length() - 4 && (p.u8(1) == 0 || p.u8(1) <= 11), 10001),
            udp("lifx", "", p -> p.u16le(0) == p.length() && (p.u16le(2) & 0x0FFF) == 0x0400 && p.length() >= 36, 56700),
            // Gateways of LoRaWAN to their server: version, token, PUSH_DATA, the gateway, JSON.
            udp("lorawan", bytes(1, 2), p -> p.u8(3) == 0 && (p.is(12, "{\"rxpk\"") || p.is(12, "{\"stat\""))),
            udp("lorawan", bytes(1, 2), p -> p.u8(3) <= 5 && p.length() >= 4, 1700),
            udp("matter", "", p -> p.length() >= 24 && (p.u8(0) & 0xF8) == 0 && (p.u8(3) & 0x1C) == 0, 5540),
            // MAVLink's heartbeat, versions 1 and 2.
            udp("mavlink", bytes(0xFE), p -> p.u8(1) == HEARTBEAT_BYTES && p.u8(5) == 0 && p.length() == HEARTBEAT_BYTES + 8),
            udp("mavlink", bytes(0xFD), p -> p.u8(1) == HEARTBEAT_BYTES && p.u24(7) == 0 && p.u8(2) <= 1 && p.length() == HEARTBEAT_BYTES + 12 + 13 * p.u8(2)),
            // TCPROS: length of the header and of its first field.
            tcp("ros", "", p -> p.u32le(0) == p.length() - 4 && (p.is(8, "callerid=") || p.is(8, "md5sum=") || p.is(8, "message_definition="))),
            // Cameras: Dahua's DHIP, Xiongmai's DVRIP, Reolink's Baichuan, and what cheap ones find each other with.
            both("dahua", " ", p -> p.u32(0) == 0x20000000L && p.is(4, "DHIP")),
            tcp("xmeye", bytes(0xFF), p -> p.u8(1) <= 1 && p.u16(2) == 0 && p.u16le(14) >= 1_000 && p.u16le(14) <= LAST_DVRIP_MESSAGE && p.u32le(16) == p.length() - DVRIP_HEADER),
            tcp("reolink", bytes(0xF0), p -> p.u32(0) == 0xF0DEBC0AL),
            udp("reolink", bytes(0x10, 0x20, 0x3A), p -> p.u24(1) == 0xCF872A && p.length() >= 20),
            udp("cs2-p2p", bytes(0xF1), p -> p.u16(2) == p.length() - 4 && CS2_MESSAGES.contains(p.u8(1))),
            udp("hikvision", "<", p -> p.contains("<Probe>", 200) && p.contains("<Uuid>", 200), 37020),
            // Projectors, players, lamps.
            both("esc-vp-net", "ESC/VP.net"),
            udp("roon", "SOOD"),
            udp("kodi", "X", p -> p.is(0, "XBMC") && p.u8(4) == 2 && p.u16(6) >= 1 && p.u16(6) <= 9),
            udp("vban", "V", p -> p.is(0, "VBAN") && p.length() >= 28),
            udp("kinet", bytes(4), p -> p.u32(0) == 0x0401DC4AL && p.u16le(4) >= 1 && p.u16le(4) <= 2),
            both("citp", "C", p -> p.is(0, "CITP") && p.u8(4) == 1 && p.u8(5) == 0),
            tcp("videohub", "PROTOCOL PREAMBLE:\n"),
            udp("visca", bytes(1, 2), p -> (p.u16(0) == 0x0100 || p.u16(0) == 0x0110 || p.u16(0) == 0x0111 || p.u16(0) == 0x0200) && p.u16(2) == p.length() - 8 && p.length() > 8, 52381),
            // Its players' greeting: length of the rest, device, revision.
            tcp("squeezebox", "H", p -> p.is(0, "HELO") && p.u32(4) == p.length() - 8 && p.u8(8) >= 1 && p.u8(8) <= 20),
            // Tuners: what is asked, length of it, a checksum behind.
            both("hdhomerun", bytes(0), p -> p.u16(0) >= 2 && p.u16(0) <= 7 && p.u16(2) == p.length() - 8, 65001),
            // Inverters and plugs.
            udp("sma", "S", p -> p.is(0, "SMA\0") && p.u16(4) == 4 && p.u16(6) == 0x02A0),
            udp("broadlink", bytes(0x5A), p -> p.u32(0) == 0x5AA5AA55L && p.u32(4) == 0x5AA5AA55L),
            udp("magic-home", "HF-A11ASSISTHREAD"),
            // Stages and projectors.
            udp("art-net", "Art-Net\0"),
            udp("sacn", bytes(0), p -> p.u32(0) == 0x00100000L && p.is(4, "ASC-E1.17")),
            tcp("pjlink", "P", p -> p.startsWith("PJLINK 0\r") || p.startsWith("PJLINK 1 ")),
            // RTP-MIDI's session protocol: a command of two letters, version 2.
            udp("apple-midi", bytes(0xFF), p -> p.u16(0) == 0xFFFF && (p.is(2, "IN") || p.is(2, "OK") || p.is(2, "NO") || p.is(2, "BY")) && p.u32(4) == 2),
            udp("crestron", range(0x14, 0x15), p -> p.u24(1) == 0 && p.length() >= 200, 41794),
            udp("bjnp", "BM", p -> p.startsWith("BJNP") || p.startsWith("BJNB") || p.startsWith("MFNP"), 8610, 8611, 8612, 8613, 8614));
}

package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;

/// Between peers: file sharing, currencies, tunnels, proxies, remote desktops.
final class PeerProtocols {
    private static final int LINE = 64;
    private static final Set<Integer> EDONKEY_TCP = Set.of(0x01, 0x14, 0x15, 0x16, 0x32, 0x33, 0x34, 0x38, 0x40, 0x41, 0x42, 0x43, 0x46, 0x47, 0x48, 0x4C, 0x4F, 0x50, 0x51, 0x52, 0x54, 0x55, 0x56, 0x58, 0x59, 0x5D);
    private static final Set<Integer> GNUTELLA_KINDS = Set.of(0x00, 0x01, 0x02, 0x30, 0x31, 0x32, 0x40, 0x80, 0x81);
    private static final String VERSION = "version\0\0\0\0\0";
    private static final int BITCOIN_HEADER = 24;
    /// Bytes of a version message, at least.
    private static final int MIN_VERSION = 80;
    private static final int IKE_HEADER = 28;
    private static final long NON_ESP = 0;
    private static final int KCP_HEADER = 24;
    private static final int FIRST_KCP = 81;
    private static final int LAST_KCP = 84;

    private PeerProtocols() {}

    static final List<Entry> TABLE = List.of(
            both(new BitTorrentRecogniser(), ""),
            tcp("edonkey", bytes(0xE3, 0xC5, 0xD4), p -> p.u32le(1) == p.length() - 5 && EDONKEY_TCP.contains(p.u8(5))),
            udp("edonkey", bytes(0xE3, 0xC5, 0xE4, 0xE5), p -> p.length() >= 2 && p.length() < 1_500, 4661, 4665, 4672),
            tcp("gnutella", "G", p -> p.startsWith("GNUTELLA CONNECT/") || p.startsWith("GNUTELLA/0.")),
            udp("edonkey", bytes(0xE4), p -> p.u8(1) == 0x21 && p.length() == 35 || p.u8(1) == 0x01 && p.length() == 2),
            // A header of 23 bytes: identifier, kind, hops left and made, length of the rest.
            udp("gnutella", "", p -> p.length() >= 23 && p.u32le(19) == p.length() - 23 && GNUTELLA_KINDS.contains(p.u8(16)) && p.u8(17) + p.u8(18) <= 7),
            udp("gnutella", "G", p -> p.startsWith("GND") && p.u8(3) <= 3),
            tcp("direct-connect", "$CH", p -> p.startsWith("$Lock ") || p.startsWith("$MyNick ") || p.startsWith("CSUP AD") || p.startsWith("HSUP AD")),
            tcp("bitcoin", bytes(0xF9, 0x0B, 0xFA), p -> (p.u32(0) == 0xF9BEB4D9L || p.u32(0) == 0x0B110907L || p.u32(0) == 0xFABFB5DAL) && p.length() >= 20),
            tcp("litecoin", bytes(0xFB), p -> p.u32(0) == 0xFBC0B6DBL),
            tcp("dogecoin", bytes(0xC0), p -> p.u32(0) == 0xC0C0C0C0L && p.is(4, VERSION)),
            tcp("dash", bytes(0xBF), p -> p.u32(0) == 0xBF0C6BBDL && p.is(4, VERSION)),
            tcp("zcash", bytes(0x24), p -> p.u32(0) == 0x24E92764L && p.is(4, VERSION)),
            // Others that descend from it have a magic number of their own.
            tcp("bitcoin", "", p -> p.is(4, VERSION) && p.u32le(16) >= MIN_VERSION && p.u32le(16) == p.length() - BITCOIN_HEADER),
            udp("ethereum", "", p -> p.length() >= 98 && p.u8(97) >= 1 && p.u8(97) <= 6, 30303),
            udp("ethereum", "", PeerProtocols::discovery),
            tcp("monero", bytes(1), p -> p.u32(0) == 0x01210101L && p.u32(4) == 0x01010101L),
            udp("wireguard", bytes(1, 2), p -> p.u32(0) == 0x01000000L && p.length() == 148 || p.u32(0) == 0x02000000L && p.length() == 92),
            // Transport data at any port: the receiver is a random number, the counter begins at zero.
            udp("wireguard", bytes(4), p -> p.u32(0) == 0x04000000L && p.length() >= 32 && p.length() % 16 == 0 && p.u32(4) > 0xFFFF && p.u16(6) != 0 && p.u8(11) == 0 && p.u32(12) == 0),
            udp("wireguard", bytes(3, 4), p -> p.u32(0) == 0x03000000L && p.length() == 64 || p.u32(0) == 0x04000000L && p.length() >= 32 && p.length() % 16 == 0, 51820),
            both(new OpenVpnRecogniser(), bytes(0x08, 0x10, 0x38, 0x40, 0x50)),
            tcp(new OpenVpnRecogniser(), bytes(0)),
            udp("openvpn", range(0x20, 0x4F), p -> p.u8(0) >> 3 >= 4 && p.u8(0) >> 3 <= 9 && p.length() >= 14, 1194),
            udp("ike", "", p -> ike(p, 0), 500),
            udp("ike", bytes(0), p -> p.u32(0) == NON_ESP && ike(p, 4), 4500),
            udp("esp", "", p -> p.u32(0) != NON_ESP && p.length() >= 24 || p.length() == 1, 4500),
            udp("l2tp", "", p -> (p.u8(1) & 0x0F) == 2 && (p.u8(0) & 0x34) == 0 && ((p.u8(0) & 0x40) == 0 || p.u16(2) == p.length()), 1701),
            tcp("pptp", bytes(0), p -> p.u32(4) == 0x1A2B3C4DL),
            tcp(new SocksRecogniser(), bytes(4, 5)),
            udp("tailscale", "T", p -> p.u16(0) == 0x5453 && p.u32(2) == 0xF09F92ACL),
            udp("softether", bytes(0), p -> p.u32(0) <= 32 && p.u32(4) == 7 && p.is(8, "opcode")),
            udp("softether", "I", p -> p.startsWith("IP=") && p.contains(",PORT=", LINE)),
            // A handshake: its fields' length, and of them the first, in little endian: which step it is.
            udp("fastd", bytes(1), p -> p.u8(1) == 0 && p.u16(2) == p.length() - 4 && p.u32(4) == 0x00000100L && p.u8(8) >= 1 && p.u8(8) <= 3),
            // Versions 0.4, and 0.5, which says how long the rest is.
            tcp("yggdrasil", "m", p -> p.is(0, "meta") && (p.u16(4) == 4 && p.length() >= 38 || p.u16(4) == p.length() - 6 && p.length() > 20)),
            // The first message of a handshake: version 1, nothing known of the other yet, number 1.
            udp("nebula", bytes(0x10), p -> p.u32(0) == 0x10000000L && p.u32(4) == 0 && p.u32(8) == 0 && p.u32(12) == 1),
            // Lightway: two letters, its version, within them DTLS.
            udp("lightway", "H", p -> p.is(0, "He") && p.u8(2) == 1 && p.u8(3) <= 3 && p.u8(16) >= 0x14 && p.u8(16) <= 0x3F && p.length() >= 29),
            // Where the three reserved bytes name the client.
            udp("cloudflare-warp", bytes(1, 2), p -> p.u24(1) != 0 && p.length() == (p.u8(0) == 1 ? 148 : 92), 2408),
            udp("zerotier", "", p -> p.length() >= 28, 9993),
            tcp(new RdpRecogniser(), bytes(3)),
            tcp("teamviewer", bytes(0x17, 0x11), p -> (p.u16(0) == 0x1724 || p.u16(0) == 0x1130) && p.length() >= 5, 5938),
            tcp("teamviewer", bytes(0x17), p -> p.u8(1) == 0x24 && (p.u8(2) == 0x0A || p.u8(2) == 0x0B) && p.u8(3) == 0x20),
            udp("teamviewer", bytes(0), p -> p.u32(0) == 0 && p.u32(4) == 0 && p.u32(11) == 0x17244750L || p.port(5938) && p.u16(11) == 0x1724),
            tcp("x11", "lB", p -> p.u8(0) == 'l' && p.u16(2) == 0x0B00 && p.u16(4) == 0 || p.u8(0) == 'B' && p.u16(2) == 0x000B && p.u16(4) == 0),
            // What a mark, flags, compression and number of the chunk precede is as long as they say.
            tcp("xpra", "P", p -> p.u8(1) <= 0x1F && p.u8(3) == 0 && p.u32(4) == p.length() - 8 && p.length() > 8),
            tcp("nomachine", "N", p -> p.startsWith("NXSH-") || p.startsWith("NXD-")),
            tcp("radmin", bytes(1), p -> p.u32(0) == 0x01000000L && p.u16(4) == 0x0100 && p.u32(6) == 0x00000808L),
            // Common Gateway Protocol, which keeps sessions when the network does not.
            tcp("citrix", bytes(0x1A), p -> p.is(1, "CGP/")),
            tcp("spice", "R", p -> p.is(0, "REDQ") && p.u32le(4) <= 2),
            // [MS-RDPEUDP] 2.2.3: nothing acknowledged yet, SYN; padded to the greatest length.
            udp("rdp", bytes(0xFF), p -> p.u32(0) == 0xFFFFFFFFL && (p.u16(6) & 1) == 1 && p.length() >= 1_132),
            tcp("citrix", bytes(0x7F), p -> p.u8(1) == 0x7F && p.is(2, "ICA")),
            tcp("rlogin", bytes(0), p -> p.indexOf(0, 1, LINE) > 1 && p.u8(p.length() - 1) == 0, 513),
            // multistream-select, with which libp2p opens.
            tcp("libp2p", bytes(0x13), p -> p.is(1, "/multistream/1.0.0")),
            // Header of nano's messages: network, versions, type.
            both("nano", "R", p -> (p.u8(1) == 'A' || p.u8(1) == 'B' || p.u8(1) == 'C' || p.u8(1) == 'X') && p.u8(2) >= p.u8(3) && p.u8(3) >= p.u8(4) && p.u8(4) >= 5 && p.u8(5) <= 0x12, 7075, 54000, 17075),
            tcp("soulseek", "", p -> p.u32le(0) == p.length() - 4 && p.u32le(4) == 1 && p.u32le(8) >= 1 && p.u32le(8) <= 30 && p.isPrintable(12, 12 + (int) p.u32le(8)), 2240, 2242, 2271, 2416),
            // A KCP segment: conversation, one of four commands, fragment, window, time, two numbers, length; segments fill the datagram.
            udp("kcp", "", PeerProtocols::kcp));

    /// Ethereum's discovery 4: a hash, a signature, which ends with 0 or 1, one of six kinds, a list (RLP) to the end.
    private static boolean discovery(Payload p) {
        int list = p.u8(98);
        return p.length() >= 100 && p.u8(96) <= 1 && p.u8(97) >= 1 && p.u8(97) <= 6 && (list >= 0xC0 && list <= 0xF7 && 99 + list - 0xC0 == p.length() || list == 0xF8 && 100 + p.u8(99) == p.length() || list == 0xF9 && 101 + p.u16(99) == p.length());
    }

    private static boolean kcp(Payload p) {
        int at = 0;
        while (at + KCP_HEADER <= p.length() && p.u8(at + 4) >= FIRST_KCP && p.u8(at + 4) <= LAST_KCP && p.u32le(at) == p.u32le(0) && p.u32le(at + 20) <= p.length() - at - KCP_HEADER) {
            at += KCP_HEADER + (int) p.u32le(at + 20);
        }
        return at == p.length() && p.u32le(0) != 0 && (p.u8(4) == FIRST_KCP || p.u32le(20) == 0);
    }

    /// RFC 7296, 3.1 and RFC 2408, 3.1: version 1.0 or 2.0, a known exchange, the length of the message.
    private static boolean ike(Payload p, int at) {
        int version = p.u8(at + 17);
        return p.length() >= at + IKE_HEADER && (version == 0x10 || version == 0x20) && p.u32(at + 24) >= IKE_HEADER && p.u32(at + 24) <= p.length() - at;
    }
}

package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Calls, conferences and streams: signalling and media.
final class MediaProtocols {
    private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LINE = 128;
    private static final int FIRST_RTCP = 200;
    private static final int LAST_RTCP = 207;
    private static final int MPEG_TS_PACKET = 188;
    private static final int MIN_MPEG_TS = 5;
    private static final int MAX_PULSEAUDIO_COMMAND = 65_536;
    /// The first number of the version that a player or server of RTMP names.
    private static final int MAX_FLASH = 64;
    private static final int SNAPCAST_HEADER = 26;
    /// Behind the message's kind and number: version N of H.225 (0.0.8.2250.0.N), its length before it.
    private static final String RAS_OID = "\u0006\0\u0008\u0091\u004A\0";
    /// What precedes RAS's version in a message is short.
    private static final int RAS_VERSION = 64;

    private static final Pattern MGCP_COMMAND = Pattern.compile("(AUEP|AUCX|CRCX|DLCX|EPCF|MDCX|NTFY|RQNT|RSIP) \\d{1,9} .*MGCP \\d\\.\\d.*");
    private static final Pattern MGCP_ANSWER = Pattern.compile("\\d{3} \\d{1,9}( .*)?");

    private MediaProtocols() {}

    static final List<Entry> TABLE = List.of(
            both(new AnnouncingRecogniser(new SipRecogniser("sip", "SIP/2.0", List.of("sip:", "sips:", "tel:")), TextMessages::withContent, MediaEndpoints::sip), UPPER_CASE),
            both(new AnnouncingRecogniser(new SipRecogniser("rtsp", "RTSP/1.0", List.of("rtsp://", "rtspu://", "rtsps://")), TextMessages::withContent, MediaEndpoints::rtsp), UPPER_CASE),
            both(new StunRecogniser(), range(0, 0x3F)),
            // The handshake of SRT and of UDT, from which it comes: a control packet, to no socket yet, version 4 or 5.
            udp("srt", bytes(0x80), p -> p.u32(0) == 0x80000000L && p.u32(4) == 0 && p.u32(12) == 0 && (p.u32(16) == 4 || p.u32(16) == 5) && p.length() >= 64),
            // Receivers: header of 16 bytes, length of the rest.
            both("onkyo", "I", p -> p.is(0, "ISCP") && p.u32(4) == 16 && p.u32(8) == p.length() - 16),
            // RFC 4975, 9.
            tcp("msrp", "M", p -> p.startsWith("MSRP ") && (p.contains(" SEND\r\n", LINE) || p.contains(" 200 OK\r\n", LINE) || p.contains(" REPORT\r\n", LINE))),
            // [MS-MMSP] 2.2.3: the signature of its TCP messages.
            tcp("ms-mms", bytes(1), p -> p.u32(4) == 0xCEFA0BB0L),
            udp("rtcp", range(0x80, 0xBF), MediaProtocols::rtcp),
            gateway("mgcp", false, UPPER_CASE, p -> p.contains(" MGCP ", LINE) && MGCP_COMMAND.matcher(p.line(LINE)).matches()),
            gateway("mgcp", false, "0123456789", p -> MGCP_ANSWER.matcher(p.line(LINE)).matches(), 2427, 2727),
            gateway("megaco", true, "M!", p -> p.startsWith("MEGACO/") || p.startsWith("!/") && Character.isDigit(p.u8(2))),
            tcp("h323", bytes(3), p -> p.u8(1) == 0 && p.u16(2) <= p.length() && p.u8(4) == 0x08 && p.u8(5) <= 2, 1720),
            tcp("h323", bytes(3), p -> p.u8(1) == 0 && p.u16(2) == p.length() && p.u8(4) == 0x08 && p.u8(5) == 2 && p.contains("\0\u0008\u0091\u004A", p.length())),
            // H.245's first message says which version of it (0.0.8.245.0).
            tcp("h323", bytes(3), p -> p.u8(1) == 0 && p.u16(2) >= 7 && p.u16(2) <= p.length() && p.contains("\0\u0008\u0081\u0075", 24)),
            udp("h323", range(0, 0x7F), p -> p.length() >= 8 && p.contains("\0\u0008\u0091\u004A", RAS_VERSION), 1718, 1719),
            udp("h323", range(0, 0x3F), p -> p.length() >= 12 && (p.is(3, RAS_OID) || p.is(4, RAS_OID))),
            udp("h323", range(0, 0x7F), p -> p.length() >= 4, 1719),
            tcp("sccp", "", p -> p.u32le(0) >= 4 && p.u32le(0) <= p.length() && p.u32le(4) <= 22 && p.u32le(8) <= 0x0200 && p.length() >= 12, 2000),
            udp("iax", range(0x80, 0xFF), p -> p.length() >= 12 && p.u8(10) >= 1 && p.u8(10) <= 10, 4569),
            both("bfcp", bytes(0x20, 0x30, 0x40, 0x50), p -> p.u8(1) >= 1 && p.u8(1) <= 18 && p.length() == 12 + 4 * p.u16(2)),
            // PulseAudio's descriptor of a command: length, no channel, no offset, no flags; the command is a tagged number.
            tcp("pulseaudio", bytes(0), p -> p.u32(4) == 0xFFFFFFFFL && p.u32(8) == 0 && p.u32(12) == 0 && p.u32(16) == 0 && p.u32(0) >= 10 && p.u32(0) <= MAX_PULSEAUDIO_COMMAND && (p.length() == 20 || p.u8(20) == 'L')),
            // Adobe RTMP 1.0, 5.2.3: version 3, a time, zeros; where these are the program's version instead, the time counts from zero.
            tcp("rtmp", bytes(3), p -> p.length() >= 1_400 && (p.u32(5) == 0 || p.u32(1) == 0 && p.u8(5) >= 1 && p.u8(5) <= MAX_FLASH)),
            // A message's type (5: hello), number, answer to, four times, length of the rest, which is a length and JSON.
            tcp("snapcast", bytes(5), p -> p.u16le(0) == 5 && p.u32le(22) == p.length() - SNAPCAST_HEADER && p.u32le(26) == p.u32le(22) - 4 && p.u8(30) == '{'),
            // OSC 1.0: an address and its arguments' types, both in whole words; or a bundle of such.
            udp("osc", "/", MediaProtocols::openSoundControl),
            udp("osc", "#", p -> p.is(0, "#bundle\0") && p.length() >= 16 && p.length() % 4 == 0),
            udp("mpeg-ts", "G", MediaProtocols::mpegTs),
            udp("teamspeak", "TS3INIT1"),
            udp(new RtpRecogniser(), range(0x80, 0xBF)),
            tcp(new RtpRecogniser(), range(0, 0x05)),
            // RFC 5651, 5.1 and RFC 6726, 3.4: version 1 of ALC, which carries the table of the files.
            udp("flute", range(0x10, 0x1F), p -> p.u8(2) >= 3 && 4 * p.u8(2) < p.length() && p.contains("<FDT-Instance", p.length())));

    /// A protocol between a media gateway and its controller, which tell each other where the media go.
    private static Entry gateway(String protocol, boolean tcp, String begins, Predicate<Payload> form, int... ports) {
        return new Entry(new AnnouncingRecogniser(new FormRecogniser(protocol, form), Payload::length, MediaEndpoints::gateway), tcp, true, begins, ports);
    }

    /// ISO 13818-1, 2.4.3.2: packets that begin with the same byte; the last may go on in the next datagram.
    private static boolean mpegTs(Payload p) {
        int packets = (p.length() + MPEG_TS_PACKET - 1) / MPEG_TS_PACKET;
        for (int i = 1; i < packets; i++) {
            if (p.u8(i * MPEG_TS_PACKET) != 'G') {
                return false;
            }
        }
        return packets >= MIN_MPEG_TS || p.length() % MPEG_TS_PACKET == 0 && packets >= 2;
    }

    private static boolean openSoundControl(Payload p) {
        int end = p.indexOf(0, 1, LINE);
        int types = (end | 3) + 1;
        return end > 1 && p.length() % 4 == 0 && p.isPrintable(0, end) && p.u8(types) == ',' && p.indexOf(0, types, LINE) > 0;
    }

    /// RFC 3550, 6.1: compound packets fill the datagram; the first is a report, or feedback of reduced size (RFC 5506). Of SRTCP (RFC 3711, 3.4) only the
    /// report's header is in the clear, whose length follows from the number of its blocks.
    private static boolean rtcp(Payload p) {
        int type = p.u8(1);
        int words = (type == FIRST_RTCP ? 6 : 1) + 6 * (p.u8(0) & 0x1F);
        if (type <= FIRST_RTCP + 1 && type >= FIRST_RTCP && (p.u8(0) & 0x20) == 0 && p.u16(2) == words && p.length() >= 4 + 4 * words) {
            return true;
        }
        int at = 0;
        while (at + 4 <= p.length()) {
            if (p.u8(at) >> 6 != 2 || p.u8(at + 1) < FIRST_RTCP || p.u8(at + 1) > LAST_RTCP) {
                return false;
            }
            at += 4 + 4 * p.u16(at + 2);
        }
        return at == p.length() && p.length() >= 8;
    }
}

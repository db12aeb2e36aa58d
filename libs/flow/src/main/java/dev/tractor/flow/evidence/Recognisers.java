package dev.tractor.flow.evidence;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// The table of all recognisers, in the order in which they are asked: the unmistakable first. Each entry says where its protocol can be at all, so that a
/// payload is shown to few: by transport and first byte, or, where the form alone would be mistaken, by port.
public final class Recognisers {
    private static final String UPPER_CASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BELOW_64 = below64();

    /// @param begins first bytes that are possible; empty for all
    /// @param ports one of which must be in play; empty when the form is enough
    private record Entry(Recogniser recogniser, boolean tcp, boolean udp, String begins, int[] ports) {
        boolean fits(boolean overUdp, int firstByte) {
            return (overUdp ? udp : tcp) && (begins.isEmpty() || begins.indexOf(firstByte) >= 0);
        }
    }

    private static final List<Entry> TABLE = List.of(
            tcp(new TlsRecogniser(), "\u0014\u0015\u0016\u0017"),
            tcp(new HttpRecogniser(), UPPER_CASE),
            atPort(new DnsRecogniser("dns", true), 53),
            atPort(new DnsRecogniser("mdns", true), 5353),
            atPort(new DnsRecogniser("llmnr", true), 5355),
            tcp(new BannerRecogniser("ssh", p -> p.startsWith("SSH-")), "S"),
            atPort(new BannerRecogniser("smtp", p -> p.startsWith("220 ") || p.startsWith("220-") || p.startsWith("EHLO ") || p.startsWith("HELO ")), 25, 465, 587, 2525),
            atPort(new AnnouncingRecogniser(new BannerRecogniser("ftp", p -> p.startsWith("220 ") || p.startsWith("220-") || p.startsWith("USER ")), FtpEndpoints::read), 21),
            tcp(new BannerRecogniser("pop3", p -> p.startsWith("+OK ")), "+"),
            atPort(new BannerRecogniser("pop3", p -> p.startsWith("CAPA") || p.startsWith("USER ")), 110),
            tcp(new BannerRecogniser("imap", p -> p.startsWith("* OK ")), "*"),
            atPort(new BannerRecogniser("imap", p -> p.startsWith("* BYE")), 143),
            both(new AnnouncingRecogniser(form("sip", p -> p.is(p.indexOf(' ', 0, 16) + 1, "sip:") || p.startsWith("SIP/2.0 ")), MediaEndpoints::sip), UPPER_CASE),
            both(new AnnouncingRecogniser(form("rtsp", p -> p.startsWith("RTSP/1.0 ") || p.is(p.indexOf(' ', 0, 16) + 1, "rtsp://")), MediaEndpoints::rtsp), UPPER_CASE),
            udp(form("ssdp", p -> p.startsWith("M-SEARCH * HTTP/1.1") || p.startsWith("NOTIFY * HTTP/1.1") || p.port(1900) && p.startsWith("HTTP/1.1 ")), "MNH"),
            both(form("stun", p -> p.u32(4) == 0x2112A442L && p.u16(2) % 4 == 0 && p.u16(2) + 20 <= p.length()), BELOW_64),
            udp(new QuicRecogniser(), ""),
            tcp(form("bittorrent", p -> p.is(0, "\u0013BitTorrent protocol")), "\u0013"),
            udp(form("bittorrent", p -> p.startsWith("d1:ad2:id20:") || p.startsWith("d1:rd2:id20:")), "d"),
            atPort(form("dhcp", p -> p.udp() && p.u32(236) == 0x63825363L), 67, 68),
            atPort(form("dhcpv6", p -> p.udp() && p.u8(0) >= 1 && p.u8(0) <= 13), 546, 547),
            atPort(form("ntp", p -> p.udp() && p.length() >= 48 && (p.u8(0) >> 3 & 7) >= 1 && (p.u8(0) >> 3 & 7) <= 4 && (p.u8(0) & 7) != 0), 123),
            atPort(form("snmp", p -> p.udp() && p.u8(0) == 0x30), 161, 162),
            atPort(form("netbios-ns", p -> p.udp() && p.length() >= 12 && p.u16(4) + p.u16(6) + p.u16(8) >= 1), 137),
            atPort(form("netbios-dgm", p -> p.udp() && p.u8(0) >= 0x10 && p.u8(0) <= 0x16), 138),
            atPort(new AnnouncingRecogniser(form("tftp", p -> p.udp() && (p.u16(0) == 1 || p.u16(0) == 2)), TftpEndpoints::read), 69),
            atPort(form("syslog", p -> p.udp() && p.u8(0) == '<'), 514),
            atPort(form("radius", p -> p.udp() && p.length() >= 20 && p.u16(2) == p.length()), 1812, 1813, 1645, 1646),
            udp(form("wireguard", p -> p.u32(0) == 0x01000000L && p.length() == 148 || p.u32(0) == 0x02000000L && p.length() == 92), "\u0001\u0002"),
            atPort(form("openvpn", p -> p.udp() && (p.u8(0) == 0x38 || p.u8(0) == 0x40)), 1194),
            atPort(form("ike", p -> p.udp() && (p.port(500) && p.length() >= 28 || p.port(4500) && p.u32(0) == 0 && p.length() >= 32)), 500, 4500),
            udp(new DtlsRecogniser(), "\u0014\u0015\u0016\u0017\u0018"),
            tcp(form("smb", p -> p.is(4, "\u00FFSMB") || p.is(4, "\u00FESMB")), "\u0000"),
            atPort(form("rdp", p -> !p.udp() && p.u16(0) == 0x0300 && p.u16(2) == p.length() && (p.u8(5) == 0xE0 || p.u8(5) == 0xD0)), 3389),
            atPort(form("ldap", p -> p.u8(0) == 0x30), 389),
            atPort(form("kerberos", p -> p.udp() ? p.u8(0) >= 0x6A && p.u8(0) <= 0x7E : p.u8(4) >= 0x6A && p.u8(4) <= 0x7E), 88),
            tcp(form("mqtt", p -> p.is(4, "MQTT") || p.is(4, "MQIsdp")), "\u0010"),
            tcp(form("amqp", p -> p.startsWith("AMQP")), "A"),
            atPort(form("mysql", p -> p.u8(3) == 0 && p.u8(4) == 10), 3306),
            tcp(form("postgresql", p -> p.u32(4) == 0x00030000L && p.u32(0) == p.length() || p.u32(4) == 80877103L && p.length() == 8), "\u0000"),
            atPort(form("redis", p -> p.u8(0) == '*' || p.u8(0) == '+' || p.u8(0) == '$'), 6379),
            atPort(form("mongodb", p -> p.length() >= 16 && (p.is(12, "\u00D4\u0007\u0000\u0000") || p.is(12, "\u00DD\u0007\u0000\u0000"))), 27017),
            atPort(form("memcached", p -> p.startsWith("get ") || p.startsWith("set ") || p.startsWith("stats") || p.u8(0) == 0x80), 11211),
            atPort(form("bgp", p -> p.u32(0) == 0xFFFFFFFFL && p.u32(12) == 0xFFFFFFFFL), 179),
            atPort(form("socks", p -> !p.udp() && (p.u8(0) == 5 && p.length() == 2 + p.u8(1) || p.u8(0) == 4)), 1080),
            tcp(form("irc", p -> p.startsWith("NICK ") || p.startsWith("PASS ") && p.port(6667)), "NP"),
            tcp(form("xmpp", p -> p.startsWith("<?xml version='1.0'?><stream:stream") || p.startsWith("<stream:stream")), "<"),
            atPort(form("telnet", p -> !p.udp() && p.u8(0) == 0xFF && p.u8(1) >= 0xFB && p.u8(1) <= 0xFE), 23),
            tcp(form("vnc", p -> p.startsWith("RFB 00")), "R"),
            both(new DnsRecogniser("dns", false), ""),
            atPort(form("rtmp", p -> !p.udp() && p.u8(0) == 3), 1935));

    private static final BitSet PORTS = new BitSet(1 << 16);
    private static final Recogniser[][] TCP_BY_FIRST_BYTE = byFirstByte(false, false);
    private static final Recogniser[][] UDP_BY_FIRST_BYTE = byFirstByte(true, false);
    private static final Recogniser[][] TCP_AT_PORTS = byFirstByte(false, true);
    private static final Recogniser[][] UDP_AT_PORTS = byFirstByte(true, true);

    static {
        TABLE.forEach(entry -> Arrays.stream(entry.ports).forEach(PORTS::set));
    }

    private Recognisers() {}

    /// Those that may know a payload of this transport, first byte and ports, in the order in which to ask.
    ///
    /// @param payload not empty
    public static Recogniser[] candidates(Payload payload) {
        boolean atPort = PORTS.get(payload.clientPort()) || PORTS.get(payload.serverPort());
        if (payload.udp()) {
            return (atPort ? UDP_AT_PORTS : UDP_BY_FIRST_BYTE)[payload.u8(0)];
        }
        return (atPort ? TCP_AT_PORTS : TCP_BY_FIRST_BYTE)[payload.u8(0)];
    }

    /// True when TLS or DTLS may begin with these bytes: a cheap look before the real one.
    public static boolean beginsTls(boolean udp, byte[] frames, int start, int count) {
        return udp
                ? count > 13 && DtlsRecogniser.isHello(frames[start], frames[start + 1] & 0xFF, frames[start + 13])
                : count > 5 && TlsRecogniser.isClientHello(frames[start], frames[start + 1], frames[start + 5]);
    }

    private static Recogniser[][] byFirstByte(boolean udp, boolean withPorts) {
        Recogniser[][] table = new Recogniser[256][];
        for (int i = 0; i < table.length; i++) {
            int firstByte = i;
            table[i] = TABLE.stream().filter(entry -> entry.fits(udp, firstByte) && (withPorts || entry.ports.length == 0)).map(Entry::recogniser).toArray(Recogniser[]::new);
        }
        return table;
    }

    private static Entry tcp(Recogniser recogniser, String begins) {
        return new Entry(recogniser, true, false, begins, new int[0]);
    }

    private static Entry udp(Recogniser recogniser, String begins) {
        return new Entry(recogniser, false, true, begins, new int[0]);
    }

    private static Entry both(Recogniser recogniser, String begins) {
        return new Entry(recogniser, true, true, begins, new int[0]);
    }

    private static Entry atPort(Recogniser recogniser, int... ports) {
        return new Entry(new PortRecogniser(recogniser, ports), true, true, "", ports);
    }

    private static Recogniser form(String protocol, Predicate<Payload> form) {
        return new FormRecogniser(protocol, form);
    }

    private static String below64() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x40; c++) {
            all.append(c);
        }
        return all.toString();
    }
}

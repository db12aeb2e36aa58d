package dev.tractor.flow.evidence;

import java.util.List;

/// The table of all recognisers, in the order in which they are asked: the unmistakable first.
public final class Recognisers {
    public static final List<Recogniser> ALL = List.of(
            new TlsRecogniser(),
            new HttpRecogniser(),
            new DnsRecogniser("dns", 53),
            new DnsRecogniser("mdns", 5353),
            new DnsRecogniser("llmnr", 5355),
            new BannerRecogniser("ssh", p -> p.startsWith("SSH-")),
            new BannerRecogniser("smtp", p -> (p.startsWith("220 ") || p.startsWith("220-")) && (p.port(25) || p.port(587) || p.port(465) || p.port(2525)) || p.startsWith("EHLO ") || p.startsWith("HELO ")),
            new BannerRecogniser("ftp", p -> (p.startsWith("220 ") || p.startsWith("220-")) && p.port(21) || p.port(21) && p.startsWith("USER ")),
            new BannerRecogniser("pop3", p -> p.startsWith("+OK ") || p.port(110) && (p.startsWith("CAPA") || p.startsWith("USER "))),
            new BannerRecogniser("imap", p -> p.startsWith("* OK ") || p.port(143) && p.startsWith("* BYE")),
            form("sip", p -> p.is(p.indexOf(' ', 0, 16) + 1, "sip:") || p.startsWith("SIP/2.0 ")),
            form("rtsp", p -> p.startsWith("RTSP/1.0 ") || p.is(p.indexOf(' ', 0, 16) + 1, "rtsp://")),
            form("ssdp", p -> p.udp() && (p.startsWith("M-SEARCH * HTTP/1.1") || p.startsWith("NOTIFY * HTTP/1.1") || p.port(1900) && p.startsWith("HTTP/1.1 "))),
            form("stun", p -> p.u32(4) == 0x2112A442L && p.u8(0) < 0x40 && p.u16(2) % 4 == 0 && p.u16(2) + 20 <= p.length()),
            form("quic", Recognisers::quic),
            form("bittorrent", p -> p.is(0, "\u0013BitTorrent protocol") || p.udp() && (p.startsWith("d1:ad2:id20:") || p.startsWith("d1:rd2:id20:"))),
            form("dhcp", p -> p.udp() && (p.port(67) || p.port(68)) && p.u32(236) == 0x63825363L),
            form("dhcpv6", p -> p.udp() && (p.port(546) || p.port(547)) && p.u8(0) >= 1 && p.u8(0) <= 13),
            form("ntp", p -> p.udp() && p.port(123) && p.length() >= 48 && (p.u8(0) >> 3 & 7) >= 1 && (p.u8(0) >> 3 & 7) <= 4 && (p.u8(0) & 7) != 0),
            form("snmp", p -> p.udp() && (p.port(161) || p.port(162)) && p.u8(0) == 0x30),
            form("netbios-ns", p -> p.udp() && p.port(137) && p.length() >= 12 && p.u16(4) + p.u16(6) + p.u16(8) >= 1),
            form("netbios-dgm", p -> p.udp() && p.port(138) && p.u8(0) >= 0x10 && p.u8(0) <= 0x16),
            form("tftp", p -> p.udp() && p.port(69) && (p.u16(0) == 1 || p.u16(0) == 2)),
            form("syslog", p -> p.udp() && p.port(514) && p.u8(0) == '<'),
            form("radius", p -> p.udp() && (p.port(1812) || p.port(1813) || p.port(1645)) && p.length() >= 20 && p.u16(2) == p.length()),
            form("wireguard", p -> p.udp() && (p.u32(0) == 0x01000000L && p.length() == 148 || p.u32(0) == 0x02000000L && p.length() == 92)),
            form("openvpn", p -> p.udp() && p.port(1194) && (p.u8(0) == 0x38 || p.u8(0) == 0x40)),
            form("ike", p -> p.udp() && (p.port(500) && p.length() >= 28 || p.port(4500) && p.u32(0) == 0 && p.length() >= 32)),
            form("dtls", p -> p.udp() && p.u8(0) == 22 && p.u8(1) == 0xFE && (p.u8(2) == 0xFF || p.u8(2) == 0xFD) && p.u8(13) <= 3),
            form("smb", p -> p.is(4, "\u00FFSMB") || p.is(4, "\u00FESMB")),
            form("rdp", p -> p.u16(0) == 0x0300 && p.u16(2) == p.length() && (p.u8(5) == 0xE0 || p.u8(5) == 0xD0) && p.port(3389)),
            form("ldap", p -> p.port(389) && p.u8(0) == 0x30),
            form("kerberos", p -> p.port(88) && (p.udp() ? p.u8(0) >= 0x6A && p.u8(0) <= 0x7E : p.u8(4) >= 0x6A && p.u8(4) <= 0x7E)),
            form("mqtt", p -> !p.udp() && p.u8(0) == 0x10 && (p.is(4, "MQTT") || p.is(4, "MQIsdp"))),
            form("amqp", p -> p.startsWith("AMQP")),
            form("mysql", p -> p.port(3306) && p.u8(3) == 0 && p.u8(4) == 10),
            form("postgresql", p -> p.u32(4) == 0x00030000L && p.u32(0) == p.length() || p.u32(4) == 80877103L && p.length() == 8),
            form("redis", p -> p.port(6379) && (p.u8(0) == '*' || p.u8(0) == '+' || p.u8(0) == '$')),
            form("mongodb", p -> p.port(27017) && p.length() >= 16 && (p.is(12, "\u00D4\u0007\u0000\u0000") || p.is(12, "\u00DD\u0007\u0000\u0000"))),
            form("memcached", p -> p.port(11211) && (p.startsWith("get ") || p.startsWith("set ") || p.startsWith("stats") || p.u8(0) == 0x80)),
            form("bgp", p -> p.port(179) && p.u32(0) == 0xFFFFFFFFL && p.u32(12) == 0xFFFFFFFFL),
            form("socks", p -> !p.udp() && p.port(1080) && (p.u8(0) == 5 && p.length() == 2 + p.u8(1) || p.u8(0) == 4)),
            form("irc", p -> !p.udp() && (p.startsWith("NICK ") || p.startsWith("PASS ") && p.port(6667))),
            form("xmpp", p -> p.startsWith("<?xml version='1.0'?><stream:stream") || p.startsWith("<stream:stream")),
            form("telnet", p -> !p.udp() && p.port(23) && p.u8(0) == 0xFF && p.u8(1) >= 0xFB && p.u8(1) <= 0xFE),
            form("vnc", p -> p.startsWith("RFB 00")),
            form("rtmp", p -> !p.udp() && p.port(1935) && p.u8(0) == 3));

    private static final Recogniser[] BOTH = ALL.toArray(Recogniser[]::new);

    private Recognisers() {}

    /// Those that may know a payload of this transport and first byte.
    public static Recogniser[] candidates(Payload payload) {
        return BOTH;
    }

    private static Recogniser form(String protocol, java.util.function.Predicate<Payload> form) {
        return new FormRecogniser(protocol, form);
    }

    /// RFC 9000, 17.2: a long header of a known version with connection identifiers that fit; or Google's own older form.
    private static boolean quic(Payload p) {
        if (!p.udp() || p.length() < 20) {
            return false;
        }
        long version = p.u32(1);
        boolean known = version == 1 || version == 0x6B3343CFL || version >> 8 == 0xFF0000L || version >>> 8 == 0xFACEB0L || version >>> 16 == 0x5130L || version >>> 16 == 0x5430L;
        boolean longHeader = (p.u8(0) & 0xC0) == 0xC0 && known && p.u8(5) <= 20;
        boolean google = p.port(443) && (p.u8(0) & 0x09) == 0x09 && (p.u32(9) >>> 16) == 0x5130L;
        return longHeader || google;
    }
}

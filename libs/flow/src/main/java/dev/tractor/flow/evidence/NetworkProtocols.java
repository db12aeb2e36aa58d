package dev.tractor.flow.evidence;

import static dev.tractor.flow.evidence.Entry.both;
import static dev.tractor.flow.evidence.Entry.bytes;
import static dev.tractor.flow.evidence.Entry.range;
import static dev.tractor.flow.evidence.Entry.tcp;
import static dev.tractor.flow.evidence.Entry.udp;

import java.util.List;
import java.util.Set;

/// Protocols that keep networks running: addresses, time, names, routing, directories, monitoring, remote procedure calls.
final class NetworkProtocols {
    private static final Set<Integer> LDAP_OPERATIONS = Set.of(0x42, 0x4A, 0x50, 0x60, 0x61, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x73, 0x77, 0x78, 0x79);

    /// Seconds since 1900.
    private static final long NTP_YEAR_2000 = 3_155_673_600L;
    /// A clock that is set was set in the last days.
    private static final long NTP_DAYS = 7L * 86_400;
    private static final int RADIUS_HEADER = 20;
    private static final int RADIUS_USER = 1;
    private static final int RADIUS_AUTHENTICATOR = 80;
    private static final int MIN_TICKET = 64;
    private static final int MAX_SFLOW_SAMPLES = 255;

    private NetworkProtocols() {}

    static final List<Entry> TABLE = List.of(
            udp(new DhcpRecogniser(), bytes(1, 2)),
            udp("dhcpv6", range(1, 13), p -> p.length() >= 4 && p.u16(4) <= 150, 546, 547),
            udp("ntp", "", p -> p.length() >= 48 && (p.u8(0) >> 3 & 7) >= 1 && (p.u8(0) >> 3 & 7) <= 4 && (p.u8(0) & 7) != 0 || (p.u8(0) & 7) >= 6 && p.length() >= 8, 123),
            // RFC 5905, 7.3: at any port a client's question that says nothing but its time, and the answer of a clock that is set.
            udp("ntp", bytes(0x1B, 0x23, 0xE3), p -> p.length() == 48 && p.u32(40) != 0 && ntpQuestion(p)),
            udp("ntp", bytes(0x1C, 0x24, 0x5C, 0x64, 0x9C, 0xA4), p -> p.length() == 48 && p.u8(1) >= 1 && p.u8(1) <= 15 && p.u32(40) > NTP_YEAR_2000 && p.u32(40) - p.u32(32) >= 0 && p.u32(40) - p.u32(32) <= 1
                    && p.u32(40) - p.u32(16) >= 0 && p.u32(40) - p.u32(16) < NTP_DAYS),
            udp("snmp", bytes(0x30), p -> snmp(p, true)),
            udp("snmp", bytes(0x30), p -> snmp(p, false), 161, 162),
            // RFC 3430, 2.1.
            tcp("snmp", bytes(0x30), p -> snmp(p, true), 161, 162),
            udp(new NetBiosRecogniser(), "", 137, 138),
            tcp("netbios-ssn", bytes(0x81, 0x82, 0x83, 0x85), p -> p.u8(1) == 0 && p.u16(2) == p.length() - 4, 139),
            udp(new AnnouncingRecogniser(new TftpRecogniser(), Payload::length, TftpEndpoints::read), bytes(0)),
            udp(new RadiusRecogniser(), "", 1645, 1646, 1812, 1813, 3799),
            udp("radius", bytes(1, 4, 12), p -> p.u16(2) == p.length() && hasRadiusUser(p)),
            tcp("bgp", bytes(0xFF), p -> p.u32(0) == 0xFFFFFFFFL && p.u32(4) == 0xFFFFFFFFL && p.u32(8) == 0xFFFFFFFFL && p.u32(12) == 0xFFFFFFFFL && p.u16(16) >= 19 && p.u8(18) >= 1 && p.u8(18) <= 5),
            both("ldap", bytes(0x30), p -> LDAP_OPERATIONS.contains(p.u8(Ber.afterFirstInteger(p, 0, false)))),
            udp("kerberos", range(0x6A, 0x7E), p -> kerberos(p, 0)),
            tcp("kerberos", bytes(0), p -> p.u32(0) >= p.length() - 4 && kerberos(p, 4)),
            // RFC 3244, 2: length of all, version 1 or 0xFF80, length of the ticket, which follows; over TCP behind the length.
            udp("kerberos", bytes(0, 1, 2, 3, 4, 5), p -> passwordChange(p, 0)),
            tcp("kerberos", bytes(0), p -> p.u32(0) == p.length() - 4 && passwordChange(p, 4)),
            udp("nat-pmp", bytes(0, 2), p -> p.u8(0) == 0 && (p.length() == 2 || p.length() == 12 || p.length() == 16) || p.u8(0) == 2 && p.length() >= 24 && p.length() % 4 == 0, 5350, 5351),
            udp("hsrp", "", p -> p.u8(0) == 0 && p.u8(1) <= 3 && p.length() >= 20 || p.u8(0) == 1 && p.u8(1) == 40 && p.u8(2) == 2, 1985, 2029),
            udp("glbp", bytes(1), p -> p.length() >= 12, 3222),
            udp("rip", bytes(1, 2), p -> (p.u8(1) == 1 || p.u8(1) == 2) && p.length() % 20 == 4, 520),
            udp("ripng", bytes(1, 2), p -> p.u8(1) == 1 && p.length() % 20 == 4, 521),
            udp("bfd", range(0x20, 0x2F), p -> p.u8(3) == p.length() && p.length() >= 24, 3784, 4784, 6784, 7784),
            both("ldp", bytes(0), p -> p.u16(0) == 1 && p.u16(2) <= p.length() - 4 && p.u16(2) >= 6, 646),
            udp("gtp", "", p -> (p.u8(0) >> 5 == 1 || p.u8(0) >> 5 == 2) && p.length() >= 8, 2123, 2152, 3386),
            both("diameter", bytes(1), p -> p.u24(1) == p.length() && p.length() >= 20 && (p.u8(4) & 0x0F) == 0 && p.u24(5) >= 257 && p.u24(5) <= 329 || p.u24(1) == p.length() && p.u24(5) >= 8_388_608 && p.port(3868)),
            udp(new CapwapRecogniser(), bytes(0, 1), 5246, 5247),
            udp("lisp", "", p -> p.port(4341) && p.length() >= 8 || p.port(4342) && p.u8(0) >> 4 <= 8 && p.length() >= 12, 4341, 4342),
            tcp("lisp", bytes(0), p -> p.u16(2) >= 8 && p.u16(2) <= p.length() && p.u16(0) >= 16 && p.u16(0) <= 32, 4342),
            // chronyc's requests and chronyd's replies: version 6, kind, two reserved bytes.
            udp("chrony", bytes(6), p -> (p.u8(1) == 1 || p.u8(1) == 2) && p.u16(2) == 0 && p.length() >= 28, 323),
            udp("netflow", bytes(0), p -> p.u16(0) == 5 && p.u16(2) >= 1 && p.u16(2) <= 30 && p.length() == 24 + 48 * p.u16(2) || p.u16(0) == 1 && p.u16(2) >= 1 && p.length() == 16 + 52 * p.u16(2)),
            udp("netflow", bytes(0), p -> p.u16(0) == 9 && p.u16(2) >= 1 && p.u16(2) <= 200 && p.u16(22) >= 4 && 20 + p.u16(22) <= p.length() && (p.u16(20) <= 1 || p.u16(20) >= 256)),
            both("ipfix", bytes(0), p -> p.u16(0) == 10 && p.u16(2) == p.length() && p.length() >= 20 && (p.u16(16) == 2 || p.u16(16) == 3 || p.u16(16) > 255)),
            udp("sflow", bytes(0), p -> p.u32(0) == 5 && (p.u32(4) == 1 || p.u32(4) == 2) && p.length() >= 28, 6343),
            // sFlow 5: the agent's address, its part, number, uptime, and samples with kind and length.
            udp("sflow", bytes(0), p -> p.u32(0) == 5 && (p.u32(4) == 1 || p.u32(4) == 2) && sample(p, p.u32(4) == 1 ? 24 : 36)),
            tcp("openflow", range(1, 6), p -> p.u16(2) <= p.length() && p.u16(2) >= 8 && p.u8(1) <= 35, 6633, 6653),
            udp("ptp", "", p -> (p.u8(1) & 0x0F) == 2 && p.length() >= 34 && p.u16(2) <= p.length() || (p.u8(1) & 0x0F) == 1, 319, 320),
            udp("ipmi", bytes(6), p -> p.u8(1) == 0 && p.u8(2) == 0xFF && ((p.u8(3) & 0x1F) == 6 || (p.u8(3) & 0x1F) == 7), 623),
            // IPMI 2.0, 13.1.3 and 13.6: ASF's number, or a session's header before the length of the rest, at any port.
            udp("ipmi", bytes(6), p -> p.u24(0) == 0x0600FF && (p.u8(3) == 6 && p.u32(4) == 0x11BE || p.u8(3) == 7 && (p.u8(4) == 0 && p.u8(13) == p.length() - 14 || p.u8(4) == 6 && p.u16le(14) == p.length() - 16))),
            tcp("tacacs", bytes(0xC0, 0xC1), p -> p.u8(1) >= 1 && p.u8(1) <= 3 && p.u32(8) == p.length() - 12),
            tcp("zabbix", "ZBXD"),
            tcp("checkmk", "<<<check_mk>>>"),
            udp("dnscrypt", "r6fnvWj8"),
            udp("roughtime", "ROUGHTIM"),
            udp("roughtime", "", p -> p.length() >= 360 && p.u32le(0) >= 2 && p.u32le(0) <= 16 && (tag(p, "NONC") || tag(p, "SREP"))),
            both("ripe-atlas", "MGLNDD_"),
            both("dlep", "DLEP"),
            both("dlep", bytes(0), p -> p.u16(0) >= 1 && p.u16(0) <= 16 && p.u16(2) == p.length() - 4, 854),
            both("slp", bytes(1, 2), p -> p.u8(1) >= 1 && p.u8(1) <= 11 && (p.u8(0) == 2 ? p.u24(2) == p.length() : p.u16(2) == p.length()), 427),
            udp("wccp", bytes(0), p -> p.u32(0) >= 7 && p.u32(0) <= 13, 2048),
            udp(new SunRpcRecogniser(), ""),
            tcp(new SunRpcRecogniser(), range(0x80, 0x81)),
            tcp("msrpc", bytes(5), p -> p.u8(1) <= 1 && p.u8(2) <= 19 && p.u16(4) == 0x1000 && p.u16(6) == 0 && p.u16le(8) >= 16 && p.u16le(8) <= p.length()),
            udp(new DceDatagramRecogniser(), bytes(4)),
            udp("vxlan", bytes(8), p -> p.u24(1) == 0 && p.u8(7) == 0, 4789, 8472),
            udp("geneve", "", p -> p.u16(2) == 0x6558 || p.u16(2) == 0x0800 || p.u16(2) == 0x86DD, 6081),
            udp("meraki", bytes(0xFE), p -> p.u16(0) == 0xFEF7, 7351),
            // RFC 8966, 4.2: magic, version 2, length of the body.
            udp("babel", "*", p -> p.u8(1) == 2 && p.u16(2) == p.length() - 4),
            // RFC 4380, 5.1: an indicator of authentication or origin, or a packet of IPv6.
            udp("teredo", "", p -> p.u8(0) >> 4 == 6 && p.u16(4) == p.length() - 40 || p.u8(0) == 0 && p.u8(1) <= 1, 3544),
            // TaZmen Sniffer Protocol: version 1, kind of packet, Ethernet within.
            udp("tzsp", bytes(1), p -> p.u8(1) <= 5 && p.u16(2) == 1, 37008),
            // X Display Manager Control Protocol 1.1, 7: version, one of 13 operations, length of the rest.
            udp("xdmcp", bytes(0), p -> p.u16(0) == 1 && p.u16(2) >= 1 && p.u16(2) <= 13 && p.u16(4) == p.length() - 6, 177),
            // draft-massar-v6ops-ayiya-02, 4: an identity of 16 bytes, a signature of 20, made with SHA-1, by a shared secret.
            udp("ayiya", bytes(0x41, 0x44), p -> p.u8(1) == 0x52 && p.u8(2) == 0x11 && (p.u8(3) == 41 || p.u8(3) == 59), 5072, 8374),
            // 3GPP TS 29.244, 7.2.2: version 1, length of all behind the first four bytes.
            udp("pfcp", range(0x20, 0x27), p -> p.u16(2) == p.length() - 4 && (p.u8(0) & 1) == (p.u8(1) >= 50 ? 1 : 0), 8805),
            // The parts of collectd's binary protocol: type and length, of which the first is the host's name.
            udp("collectd", bytes(0), p -> p.u16(0) == 0 && p.u16(2) >= 6 && p.u16(2) < p.length() && p.u8(p.u16(2) - 1) == 0 && p.isPrintable(4, p.u16(2) - 1) && (p.u16(p.u16(2)) == 1 || p.u16(p.u16(2)) == 8)),
            udp("cpha", bytes(0x1A), p -> p.u16(0) == 0x1A90, 8116),
            udp("afs", "", p -> p.length() >= 28 && p.u8(20) >= 1 && p.u8(20) <= 13 && p.u8(23) <= 3 && p.u32(0) != 0, 7000, 7001, 7002, 7003, 7004, 7005, 7007, 7008),
            // Between Windows peers.
            tcp("delivery-optimization", bytes(14), p -> p.is(1, "Swarm protocol")),
            // iperf 3 opens with a cookie: 36 characters of base32 and a zero.
            tcp("iperf", "abcdefghijklmnopqrstuvwxyz234567", p -> p.length() == 37 && p.u8(36) == 0 && isBase32(p, 0, 36)));

    private static boolean ntpQuestion(Payload p) {
        for (int at = 4; at < 40; at++) {
            if (p.u8(at) != 0) {
                return false;
            }
        }
        return p.u8(1) == 0;
    }

    private static boolean sample(Payload p, int at) {
        return p.u32(at) >= 1 && p.u32(at) <= MAX_SFLOW_SAMPLES && p.u32(at + 4) >= 1 && p.u32(at + 4) <= 5 && p.u32(at + 8) <= p.length() - at - 12 && p.u32(at + 8) >= 28 && p.u32(at + 8) % 4 == 0;
    }

    /// RFC 2865, 5: attributes that fill the datagram, one of which is a name that can be read or (RFC 3579, 3.2) authenticates all of them.
    private static boolean hasRadiusUser(Payload p) {
        int at = RADIUS_HEADER;
        boolean known = false;
        while (at + 2 <= p.length() && p.u8(at + 1) >= 2) {
            int length = p.u8(at + 1);
            known |= p.u8(at) == RADIUS_USER && length > 2 && p.isPrintable(at + 2, at + length) || p.u8(at) == RADIUS_AUTHENTICATOR && length == 18;
            at += length;
        }
        return known && at == p.length();
    }

    /// RFC 1157, RFC 3416, RFC 3412: version, then a community string or the header of version 3.
    ///
    /// @param whole the sequence must be the whole datagram
    private static boolean snmp(Payload p, boolean whole) {
        int next = Ber.afterFirstInteger(p, 0, whole);
        int version = p.u8(next - 1);
        return next > 0 && (version <= 1 && p.u8(next) == 0x04 || version == 3 && p.u8(next) == 0x30 || version == 2 && p.u8(next) == 0x04);
    }

    /// RFC 4120, 5.4 to 5.9: an application tag, a sequence, and within it the protocol version 5 as the first field or the second.
    private static boolean kerberos(Payload p, int at) {
        int sequence = Ber.content(p, at);
        int field = sequence < 0 || p.u8(sequence) != 0x30 ? -1 : Ber.content(p, sequence);
        boolean application = p.u8(at) >= 0x6A && p.u8(at) <= 0x7E;
        return application && field > 0 && (p.u8(field) == 0xA0 || p.u8(field) == 0xA1) && p.u32(field + 1) == 0x03020105L;
    }

    private static boolean passwordChange(Payload p, int at) {
        return p.u16(at) == p.length() - at && (p.u16(at + 2) == 1 || p.u16(at + 2) == 0xFF80) && p.u16(at + 4) >= MIN_TICKET && p.u16(at + 4) < p.u16(at) && kerberos(p, at + 6);
    }

    private static boolean isBase32(Payload p, int from, int to) {
        for (int at = from; at < to; at++) {
            int c = p.u8(at);
            if ((c < 'a' || c > 'z') && (c < '2' || c > '7')) {
                return false;
            }
        }
        return true;
    }

    /// A Roughtime message names its fields in its header, of which there are at most 16.
    private static boolean tag(Payload p, String name) {
        int header = 8 * (int) p.u32le(0);
        for (int at = 4; at < header; at += 4) {
            if (p.is(at, name)) {
                return true;
            }
        }
        return false;
    }
}

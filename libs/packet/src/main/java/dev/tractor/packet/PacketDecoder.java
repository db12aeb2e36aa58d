package dev.tractor.packet;

import dev.tractor.packet.DecodedPacket.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decodes a packet from its link layer to its transport payload, through VLAN tags, MPLS, PPPoE and IP tunnels, into one reused [DecodedPacket].
///
/// Never reads outside the captured bytes and never throws for what it reads: each header is checked once before its fields are used.
public final class PacketDecoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_QINQ = 0x88A8;
    private static final int ETHERTYPE_QINQ_OLD = 0x9100;
    private static final int ETHERTYPE_MPLS = 0x8847;
    private static final int ETHERTYPE_MPLS_MULTICAST = 0x8848;
    private static final int ETHERTYPE_PPPOE_SESSION = 0x8864;
    private static final int ETHERTYPE_TRANSPARENT_BRIDGING = 0x6558;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;
    private static final int UDP_LITE = 136;
    private static final int IP_IN_IP = 4;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;

    /// Real packets nest two or three; a packet that nests more is made to cost time.
    private static final int MAX_LAYERS = 16;
    private static final int MAX_EXTENSION_HEADERS = 16;

    private final DecodedPacket packet = new DecodedPacket();
    private byte[] bytes;
    private int end;
    private int uncaptured;

    /// The packet of the last [#decode].
    public DecodedPacket packet() {
        return packet;
    }

    /// @param buffer holds the packet
    /// @param start index of its first byte
    /// @param captured bytes that are there
    /// @param original bytes that it had on the wire
    /// @param linkType LINKTYPE number
    public Outcome decode(byte[] buffer, int start, int captured, long original, int linkType) {
        bytes = buffer;
        end = start + captured;
        uncaptured = (int) Math.clamp(original - captured, 0, Integer.MAX_VALUE / 2);
        packet.scope = 0;
        return switch (linkType) {
            case LinkType.ETHERNET -> ethernet(start, 0);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.IPV4, LinkType.IPV6 -> anyIp(start, 0);
            case LinkType.LINUX_SLL -> has(start, 16) ? etherType(u16(start + 14), start + 16, 0) : Outcome.MALFORMED;
            case LinkType.LINUX_SLL2 -> has(start, 20) ? etherType(u16(start), start + 20, 0) : Outcome.MALFORMED;
            case LinkType.NULL, LinkType.LOOP -> has(start, 4) ? loopback(start) : Outcome.MALFORMED;
            case LinkType.PPP, LinkType.PPP_HDLC -> ppp(start);
            case LinkType.C_HDLC -> has(start, 4) ? etherType(u16(start + 2), start + 4, 0) : Outcome.MALFORMED;
            default -> Outcome.NON_IP;
        };
    }

    private Outcome ethernet(int at, int layer) {
        return has(at, 14) ? etherType(u16(at + 12), at + 14, layer) : Outcome.MALFORMED;
    }

    /// The address family is in the host's byte order; AF_INET is 2 everywhere, AF_INET6 is not.
    private Outcome loopback(int at) {
        int family = u32(at);
        int value = (family & 0xFFFF0000) == 0 ? family : Integer.reverseBytes(family);
        return switch (value) {
            case 2 -> ipv4(at + 4, 0);
            case 10, 24, 28, 30 -> ipv6(at + 4, 0);
            default -> Outcome.NON_IP;
        };
    }

    /// With or without HDLC-like framing (address 0xFF, control 0x03), and with the protocol field in one byte or two.
    private Outcome ppp(int start) {
        int at = start;
        if (has(at, 2) && u16(at) == 0xFF03) {
            at += 2;
        } else if (has(at, 4) && (u16(at) == 0x0F00 || u16(at) == 0x8F00)) {
            return etherType(u16(at + 2), at + 4, 0);
        }
        return pppProtocol(at, 0);
    }

    private Outcome pppProtocol(int at, int layer) {
        if (!has(at, 2)) {
            return Outcome.MALFORMED;
        }
        boolean compressed = (bytes[at] & 1) != 0;
        int protocol = compressed ? bytes[at] & 0xFF : u16(at);
        int next = at + (compressed ? 1 : 2);
        return switch (protocol) {
            case PPP_IPV4 -> ipv4(next, layer + 1);
            case PPP_IPV6 -> ipv6(next, layer + 1);
            default -> Outcome.NON_IP;
        };
    }

    private Outcome etherType(int first, int start, int layer) {
        int type = first;
        int at = start;
        for (int i = layer; i < MAX_LAYERS; i++) {
            switch (type) {
                case ETHERTYPE_IPV4 -> {
                    return ipv4(at, i + 1);
                }
                case ETHERTYPE_IPV6 -> {
                    return ipv6(at, i + 1);
                }
                case ETHERTYPE_VLAN, ETHERTYPE_QINQ, ETHERTYPE_QINQ_OLD -> {
                    if (!has(at, 4)) {
                        return Outcome.MALFORMED;
                    }
                    packet.scope = packet.scope << 13 | 0x1000 | u16(at) & 0x0FFF;
                    type = u16(at + 2);
                    at += 4;
                }
                case ETHERTYPE_PPPOE_SESSION -> {
                    if (!has(at, 6)) {
                        return Outcome.MALFORMED;
                    }
                    enter(ETHERTYPE_PPPOE_SESSION, u16(at + 2));
                    return pppProtocol(at + 6, i + 1);
                }
                case ETHERTYPE_MPLS, ETHERTYPE_MPLS_MULTICAST -> {
                    return mpls(at, i + 1);
                }
                case ETHERTYPE_TRANSPARENT_BRIDGING -> {
                    return ethernet(at, i + 1);
                }
                default -> {
                    return Outcome.NON_IP;
                }
            }
        }
        return Outcome.MALFORMED;
    }

    /// RFC 3032: labels of four bytes up to the bottom of the stack; what follows shows itself by its first four bits.
    private Outcome mpls(int start, int layer) {
        int at = start;
        for (int i = 0; i < MAX_LAYERS; i++) {
            if (!has(at, 4)) {
                return Outcome.MALFORMED;
            }
            int entry = u32(at);
            at += 4;
            if ((entry & 0x100) != 0) {
                enter(ETHERTYPE_MPLS, entry >>> 12);
                boolean ip = has(at, 1) && (bytes[at] >> 4 == 4 || bytes[at] >> 4 == 6);
                return ip ? anyIp(at, layer) : has(at, 4) && u32(at) == 0 ? ethernet(at + 4, layer) : Outcome.NON_IP;
            }
        }
        return Outcome.MALFORMED;
    }

    private Outcome anyIp(int at, int layer) {
        if (!has(at, 1)) {
            return Outcome.MALFORMED;
        }
        return switch (bytes[at] >> 4 & 0xF) {
            case 4 -> ipv4(at, layer);
            case 6 -> ipv6(at, layer);
            default -> Outcome.NON_IP;
        };
    }

    /// RFC 791.
    private Outcome ipv4(int at, int layer) {
        if (layer > MAX_LAYERS || !has(at, 20) || bytes[at] >> 4 != 4) {
            return Outcome.MALFORMED;
        }
        int headerLength = (bytes[at] & 0xF) * 4;
        int wireLength = end - at + uncaptured;
        int total = u16(at + 2);
        packet.lengthWasZero = total == 0;
        if (total == 0) {
            total = wireLength;
        }
        if (headerLength < 20 || total < headerLength || !has(at, headerLength)) {
            return Outcome.MALFORMED;
        }
        int fragmentation = u16(at + 6);
        packet.version = 4;
        packet.sourceHigh = 0;
        packet.sourceLow = Integer.toUnsignedLong(u32(at + 12));
        packet.targetHigh = 0;
        packet.targetLow = Integer.toUnsignedLong(u32(at + 16));
        packet.ipLength = total;
        packet.fragmentOffset = (fragmentation & 0x1FFF) * 8;
        packet.moreFragments = (fragmentation & 0x2000) != 0;
        packet.fragment = packet.moreFragments || packet.fragmentOffset != 0;
        packet.fragmentIdentifier = u16(at + 4);
        return transport(bytes[at + 9] & 0xFF, at + headerLength, at + total, layer);
    }

    /// RFC 8200 with its extension headers.
    private Outcome ipv6(int at, int layer) {
        if (layer > MAX_LAYERS || !has(at, 40) || (bytes[at] >> 4 & 0xF) != 6) {
            return Outcome.MALFORMED;
        }
        int payload = u16(at + 4);
        packet.lengthWasZero = payload == 0;
        int total = payload == 0 ? end - at + uncaptured : 40 + payload;
        packet.version = 6;
        packet.sourceHigh = u64(at + 8);
        packet.sourceLow = u64(at + 16);
        packet.targetHigh = u64(at + 24);
        packet.targetLow = u64(at + 32);
        packet.ipLength = total;
        packet.fragment = false;
        packet.fragmentOffset = 0;
        packet.moreFragments = false;
        packet.fragmentIdentifier = 0;
        int next = bytes[at + 6] & 0xFF;
        int position = at + 40;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            switch (next) {
                case 0, 43, 60, 135, 139, 140 -> {
                    if (!has(position, 2)) {
                        return Outcome.MALFORMED;
                    }
                    next = bytes[position] & 0xFF;
                    position += 8 + (bytes[position + 1] & 0xFF) * 8;
                }
                case 51 -> {
                    if (!has(position, 2)) {
                        return Outcome.MALFORMED;
                    }
                    next = bytes[position] & 0xFF;
                    position += 8 + (bytes[position + 1] & 0xFF) * 4;
                }
                case 44 -> {
                    if (!has(position, 8)) {
                        return Outcome.MALFORMED;
                    }
                    next = bytes[position] & 0xFF;
                    packet.fragmentOffset = u16(position + 2) & 0xFFF8;
                    packet.moreFragments = (u16(position + 2) & 1) != 0;
                    packet.fragment = packet.moreFragments || packet.fragmentOffset != 0;
                    packet.fragmentIdentifier = u32(position + 4);
                    position += 8;
                }
                default -> {
                    return transport(next, position, at + total, layer);
                }
            }
        }
        return Outcome.MALFORMED;
    }

    /// @param ipEnd index at which the IP packet ends on the wire, perhaps behind what was captured
    private Outcome transport(int protocol, int at, int ipEnd, int layer) {
        packet.protocol = protocol;
        packet.sourcePort = 0;
        packet.targetPort = 0;
        packet.tcpFlags = 0;
        packet.icmpIdentifier = 0;
        if (packet.fragmentOffset != 0) {
            payload(at, ipEnd);
            return Outcome.LATER_FRAGMENT;
        }
        return switch (protocol) {
            case TCP -> tcp(at, ipEnd);
            case UDP, UDP_LITE -> udp(at, ipEnd);
            case SCTP -> sctp(at, ipEnd);
            case ICMP, ICMPV6 -> icmp(protocol, at, ipEnd);
            case IP_IN_IP -> packet.fragment ? portless(at, ipEnd) : tunnel(protocol, at, ipEnd, layer);
            case IPV6_IN_IP -> packet.fragment ? portless(at, ipEnd) : tunnel(protocol, at, ipEnd, layer);
            case GRE -> packet.fragment ? portless(at, ipEnd) : gre(at, ipEnd, layer);
            default -> portless(at, ipEnd);
        };
    }

    private Outcome portless(int at, int ipEnd) {
        payload(at, ipEnd);
        return Outcome.IP;
    }

    private Outcome tunnel(int protocol, int at, int ipEnd, int layer) {
        enter(protocol, packet.sourceLow ^ packet.targetLow);
        Outcome inner = anyIp(at, layer + 1);
        return inner == Outcome.NON_IP ? Outcome.MALFORMED : inner;
    }

    /// RFC 2784, 2890 and the enhanced form of RFC 2637 (PPTP).
    private Outcome gre(int at, int ipEnd, int layer) {
        if (!has(at, 4)) {
            return Outcome.MALFORMED;
        }
        int flags = u16(at);
        int type = u16(at + 2);
        int version = flags & 7;
        if (version > 1 || (flags & 0x4000) != 0) {
            return portless(at, ipEnd);
        }
        int length = 4 + ((flags & 0x8000) != 0 ? 4 : 0) + ((flags & 0x2000) != 0 ? 4 : 0) + ((flags & 0x1000) != 0 ? 4 : 0) + (version == 1 && (flags & 0x0080) != 0 ? 4 : 0);
        if (!has(at, length)) {
            return Outcome.MALFORMED;
        }
        boolean carriesPackets = type == ETHERTYPE_IPV4 || type == ETHERTYPE_IPV6 || type == ETHERTYPE_TRANSPARENT_BRIDGING || type == ETHERTYPE_MPLS;
        if (version == 1 || !carriesPackets || !has(at + length, 1)) {
            return portless(at, ipEnd);
        }
        enter(GRE, packet.sourceLow ^ packet.targetLow);
        return etherType(type, at + length, layer + 1);
    }

    /// RFC 9293.
    private Outcome tcp(int at, int ipEnd) {
        if (!has(at, 20) || ipEnd - at < 20) {
            return Outcome.MALFORMED;
        }
        int headerLength = (bytes[at + 12] >> 4 & 0xF) * 4;
        if (headerLength < 20 || headerLength > ipEnd - at) {
            return Outcome.MALFORMED;
        }
        packet.sourcePort = u16(at);
        packet.targetPort = u16(at + 2);
        packet.tcpSequence = u32(at + 4);
        packet.tcpAcknowledgement = u32(at + 8);
        packet.tcpFlags = bytes[at + 13] & 0xFF;
        packet.tcpWindow = u16(at + 14);
        payload(at + headerLength, ipEnd);
        return Outcome.IP;
    }

    /// RFC 768.
    private Outcome udp(int at, int ipEnd) {
        if (!has(at, 8) || ipEnd - at < 8) {
            return Outcome.MALFORMED;
        }
        packet.sourcePort = u16(at);
        packet.targetPort = u16(at + 2);
        int length = u16(at + 4);
        payload(at + 8, length >= 8 && !packet.fragment ? Math.min(ipEnd, at + length) : ipEnd);
        return Outcome.IP;
    }

    /// RFC 9260.
    private Outcome sctp(int at, int ipEnd) {
        if (!has(at, 12) || ipEnd - at < 12) {
            return Outcome.MALFORMED;
        }
        packet.sourcePort = u16(at);
        packet.targetPort = u16(at + 2);
        payload(at + 12, ipEnd);
        return Outcome.IP;
    }

    /// RFC 792 and RFC 4443; the identifier of an echo is part of the flow key.
    private Outcome icmp(int protocol, int at, int ipEnd) {
        if (!has(at, 4) || ipEnd - at < 4) {
            return Outcome.MALFORMED;
        }
        packet.icmpType = bytes[at] & 0xFF;
        packet.icmpCode = bytes[at + 1] & 0xFF;
        boolean echo = protocol == ICMP ? packet.icmpType == 8 || packet.icmpType == 0 : packet.icmpType == 128 || packet.icmpType == 129;
        if (echo && has(at, 8)) {
            packet.icmpIdentifier = u16(at + 4);
        }
        payload(Math.min(at + 8, ipEnd), ipEnd);
        return Outcome.IP;
    }

    private void payload(int at, int ipEnd) {
        packet.payloadStart = Math.min(at, end);
        packet.payloadLength = Math.max(0, ipEnd - at);
        packet.payloadCaptured = Math.max(0, Math.min(ipEnd, end) - at);
    }

    /// Mixes a tunnel into the scope, so that equal inner addresses in two tunnels are two flows.
    private void enter(int kind, long identifier) {
        packet.scope = (packet.scope * 31 + kind) * 0x9E3779B97F4A7C15L + identifier;
    }

    private boolean has(int at, int length) {
        return at >= 0 && at + length <= end;
    }

    private int u16(int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    private int u32(int at) {
        return (int) INT.get(bytes, at);
    }

    private long u64(int at) {
        return (long) LONG.get(bytes, at);
    }
}

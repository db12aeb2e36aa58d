package dev.tractor.packet;

/// Finds the innermost IP packet of a frame and its transport header. Every read is inside the captured bytes; what contradicts itself is
/// [Packet.Kind#MALFORMED]. A tunnel whose inside is no whole IP packet counts as what it is outside. One class, because the layers call one another
/// in a circle. It keeps the frame's bounds while it decodes: one thread.
///
/// What nearly all packets are, whole headers of TCP or UDP in IPv4 in Ethernet, is decoded at once; the layers are where the rules are, and decode it to the same.
public final class PacketDecoder {
    private static final int ETHERNET_HEADER = 14;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_QINQ = 0x88a8;
    private static final int ETHERTYPE_QINQ_OLD = 0x9100;
    private static final int ETHERTYPE_MPLS = 0x8847;
    private static final int ETHERTYPE_MPLS_MULTICAST = 0x8848;
    private static final int ETHERTYPE_PPPOE_SESSION = 0x8864;
    private static final int ETHERTYPE_BRIDGED_ETHERNET = 0x6558;
    private static final int ETHERTYPE_PPP_IN_GRE = 0x880b;
    private static final int ETHERTYPE_ERSPAN_2 = 0x88be;
    private static final int ETHERTYPE_ERSPAN_3 = 0x22eb;
    /// A type field below this is the length of an 802.3 frame.
    private static final int MIN_ETHERTYPE = 0x0600;
    private static final int RADIOTAP_PADDED = 0x20;
    private static final int NETFILTER_PAYLOAD = 9;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int PPP_MPLS = 0x0281;

    static final int ICMP = 1;
    private static final int IP_IN_IP = 4;
    static final int TCP = 6;
    static final int UDP = 17;
    private static final int IPV6_IN_IP = 41;
    private static final int GRE = 47;
    static final int AUTHENTICATION = 51;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;
    static final int UDP_LITE = 136;
    static final int DCCP = 33;

    private static final int PORT_VXLAN = 4789;
    /// What Linux used before RFC 7348 and still does by default.
    private static final int PORT_VXLAN_LINUX = 8472;
    private static final int PORT_GENEVE = 6081;
    private static final int PORT_GTP_USER = 2152;
    private static final int PORT_TEREDO = 3544;

    private static final int HOP_BY_HOP = 0;
    private static final int NO_NEXT_HEADER = 59;
    /// Type and length of the option, which stands first: nothing else would align it (RFC 2675, section 2).
    private static final int JUMBO_PAYLOAD_OPTION = 0xc204;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    /// Version 4 and a header without options.
    private static final byte IPV4_PLAIN = 0x45;
    /// More fragments, and the fragment's offset.
    private static final int FRAGMENT_BITS = 0x3fff;

    /// IPv6 extension headers in one packet: RFC 8200 names seven, twice as many are an attack.
    private static final int MAX_EXTENSION_HEADERS = 16;
    /// Encapsulations in one another; real stacks have three or four.
    private static final int MAX_NESTING = 8;

    private byte[] memory;
    private Packet packet;
    private int end;
    private int nesting;
    private boolean tunnelled;
    private boolean outermost;
    /// Reads what ICMP errors quote; one that is quoted itself quotes nothing.
    private final boolean isQuoted;
    private PacketDecoder quotedDecoder;

    public PacketDecoder() {
        this(false);
    }

    private PacketDecoder(boolean isQuoted) {
        this.isQuoted = isQuoted;
    }

    /// Sets the decoded fields of `packet`, whose record fields the reader has set.
    ///
    /// @param frames memory in which [Packet#start()] is a place
    public void decode(byte[] frames, Packet packet) {
        if (packet.linkType != LinkType.NUMBER_ETHERNET || !plain(frames, packet)) {
            decodeLayers(frames, packet);
        }
    }

    /// Decodes an Ethernet frame with IPv4 without options or fragments and a whole header of TCP or UDP that carries no tunnel.
    ///
    /// @return false when it is something else; then what it set is void
    private static boolean plain(byte[] frames, Packet packet) {
        int ip = packet.start + ETHERNET_HEADER;
        int captured = packet.captured - ETHERNET_HEADER;
        if (captured < IPV4_HEADER + UDP_HEADER || frames[ip] != IPV4_PLAIN || Wire.u16(frames, ip - 2) != ETHERTYPE_IPV4 || (Wire.u16(frames, ip + 6) & FRAGMENT_BITS) != 0) {
            return false;
        }
        int total = Wire.u16(frames, ip + 2);
        int protocol = frames[ip + 9];
        int inside = Math.min(captured, total) - IPV4_HEADER;
        int transport = ip + IPV4_HEADER;
        int header = protocol == TCP ? plainTcp(frames, transport, inside, packet) : protocol == UDP ? plainUdp(frames, transport, inside, packet) : 0;
        if (header == 0 || header + IPV4_HEADER > total) {
            return false;
        }
        packet.kind = Packet.Kind.IP;
        packet.version = 4;
        packet.protocol = protocol;
        packet.sourceHigh = 0;
        packet.sourceLow = Wire.u32(frames, ip + 12);
        packet.destinationHigh = 0;
        packet.destinationLow = Wire.u32(frames, ip + 16);
        packet.scope = 0;
        packet.ipLength = total;
        packet.transportStart = transport;
        packet.transportCaptured = inside;
        packet.payloadStart = transport + header;
        packet.payloadCaptured = Math.max(0, inside - header);
        packet.payloadLength = total - IPV4_HEADER - header;
        packet.fragment = false;
        packet.lastFragment = true;
        packet.fragmentOffset = 0;
        packet.fragmentId = Wire.u16(frames, ip + 4);
        packet.datagramProtocol = protocol;
        packet.echo = false;
        packet.echoReply = false;
        packet.icmpType = -1;
        packet.quoteNothing();
        return true;
    }

    /// @return bytes of the header, 0 when it is not whole
    private static int plainTcp(byte[] frames, int at, int inside, Packet packet) {
        if (inside < TCP_HEADER) {
            return 0;
        }
        int header = (frames[at + 12] & 0xf0) >>> 2;
        packet.sourcePort = Wire.u16(frames, at);
        packet.destinationPort = Wire.u16(frames, at + 2);
        packet.tcpSequence = Wire.i32(frames, at + 4);
        packet.tcpAcknowledgement = Wire.i32(frames, at + 8);
        packet.tcpFlags = Wire.u8(frames, at + 13);
        packet.tcpWindow = Wire.u16(frames, at + 14);
        return header < TCP_HEADER ? 0 : header;
    }

    /// @return bytes of the header, 0 when it is not whole or there may be a tunnel behind it
    private static int plainUdp(byte[] frames, int at, int inside, Packet packet) {
        if (inside < UDP_HEADER) {
            return 0;
        }
        packet.sourcePort = Wire.u16(frames, at);
        packet.destinationPort = Wire.u16(frames, at + 2);
        packet.tcpSequence = 0;
        packet.tcpAcknowledgement = 0;
        packet.tcpFlags = 0;
        packet.tcpWindow = 0;
        return switch (packet.destinationPort) {
            case PORT_VXLAN, PORT_VXLAN_LINUX, PORT_GENEVE, PORT_GTP_USER, PORT_TEREDO -> 0;
            default -> packet.sourcePort == PORT_TEREDO ? 0 : UDP_HEADER;
        };
    }

    /// As [#decode], layer by layer.
    void decodeLayers(byte[] frames, Packet packet) {
        this.memory = frames;
        this.packet = packet;
        end = packet.start + packet.captured;
        outermost = false;
        Packet.Kind kind = frame();
        if (tunnelled && kind != Packet.Kind.IP) {
            outermost = true;
            kind = frame();
        }
        packet.kind = kind;
    }

    private Packet.Kind frame() {
        nesting = 0;
        tunnelled = false;
        packet.scope = 0;
        packet.fragment = false;
        packet.fragmentOffset = 0;
        return link(packet.start);
    }

    private Packet.Kind link(int at) {
        return switch (packet.linkType) {
            case LinkType.NUMBER_ETHERNET -> ethernet(at);
            case LinkType.NUMBER_RAW_BSD, LinkType.NUMBER_RAW_OPENBSD, LinkType.NUMBER_RAW, LinkType.NUMBER_IPV4, LinkType.NUMBER_IPV6 -> raw(at);
            case LinkType.NUMBER_NULL -> loopback(at, false);
            case LinkType.NUMBER_LOOP -> loopback(at, true);
            case LinkType.NUMBER_LINUX_SLL -> has(at, 16) ? etherType(at + 16, Wire.u16(memory, at + 14)) : Packet.Kind.MALFORMED;
            case LinkType.NUMBER_LINUX_SLL2 -> has(at, 20) ? etherType(at + 20, Wire.u16(memory, at)) : Packet.Kind.MALFORMED;
            case LinkType.NUMBER_PPP, LinkType.NUMBER_PPP_HDLC -> ppp(at);
            case LinkType.NUMBER_PPP_ETHER -> pppoe(at);
            case LinkType.NUMBER_C_HDLC -> ciscoHdlc(at);
            case LinkType.NUMBER_IEEE802_11 -> wireless(at, false);
            case LinkType.NUMBER_IEEE802_11_RADIOTAP -> radiotap(at);
            case LinkType.NUMBER_IEEE802_11_PRISM, LinkType.NUMBER_IEEE802_11_AVS -> monitored(at);
            case LinkType.NUMBER_PPP_WITH_DIR -> ppp(at + 1);
            case LinkType.NUMBER_C_HDLC_WITH_DIR -> ciscoHdlc(at + 1);
            case LinkType.NUMBER_PPI -> perPacketInformation(at);
            case LinkType.NUMBER_FRELAY -> frameRelay(at);
            case LinkType.NUMBER_PFLOG -> has(at, 4) ? raw(at + (Wire.u8(memory, at) + 3 & ~3)) : Packet.Kind.MALFORMED;
            case LinkType.NUMBER_NFLOG -> netfilterLog(at + 4);
            case LinkType.NUMBER_IPNET -> has(at, 24) ? raw(at + 24) : Packet.Kind.MALFORMED;
            default -> Packet.Kind.NON_IP;
        };
    }

    private boolean has(int at, int bytes) {
        return at <= end && end - at >= bytes;
    }

    private int littleEndian16(int at) {
        return Wire.u16(memory, at, true);
    }

    private boolean tooDeep() {
        return ++nesting > MAX_NESTING;
    }

    private Packet.Kind ethernet(int at) {
        return has(at, ETHERNET_HEADER) ? etherType(at + ETHERNET_HEADER, Wire.u16(memory, at + 12)) : Packet.Kind.MALFORMED;
    }

    private Packet.Kind etherType(int at, int type) {
        return switch (type) {
            case ETHERTYPE_IPV4 -> ipv4(at);
            case ETHERTYPE_IPV6 -> ipv6(at);
            case ETHERTYPE_VLAN, ETHERTYPE_QINQ, ETHERTYPE_QINQ_OLD -> vlan(at);
            case ETHERTYPE_MPLS, ETHERTYPE_MPLS_MULTICAST -> mpls(at);
            case ETHERTYPE_PPPOE_SESSION -> pppoe(at);
            default -> type < MIN_ETHERTYPE ? logicalLinkControl(at) : Packet.Kind.NON_IP;
        };
    }

    private Packet.Kind vlan(int at) {
        if (!has(at, 4) || tooDeep()) {
            return Packet.Kind.MALFORMED;
        }
        packet.scope = Scope.tag(packet.scope, Wire.u16(memory, at) & 0xfff);
        return etherType(at + 4, Wire.u16(memory, at + 2));
    }

    /// LLC with SNAP (IEEE 802.2) may carry an EtherType; the rest (spanning tree, NetBEUI) is no IP.
    private Packet.Kind logicalLinkControl(int at) {
        boolean snap = has(at, 8) && Wire.u16(memory, at) == 0xaaaa && Wire.u8(memory, at + 2) == 3;
        if (!snap) {
            return Packet.Kind.NON_IP;
        }
        int type = Wire.u16(memory, at + 6);
        return type < MIN_ETHERTYPE || tooDeep() ? Packet.Kind.NON_IP : etherType(at + 8, type);
    }

    /// RFC 3032: what lies under the last label is told by its first nibble; 0 is a pseudowire's control word (RFC 4385).
    private Packet.Kind mpls(int at) {
        int label = at;
        while (has(label, 4) && (Wire.u8(memory, label + 2) & 1) == 0) {
            label += 4;
        }
        if (!has(label, 5) || tooDeep()) {
            return Packet.Kind.MALFORMED;
        }
        return switch (Wire.u8(memory, label + 4) >>> 4) {
            case 4 -> ipv4(label + 4);
            case 6 -> ipv6(label + 4);
            case 0 -> ethernet(label + 8);
            default -> Packet.Kind.NON_IP;
        };
    }

    private Packet.Kind pppoe(int at) {
        return has(at, 8) ? pppProtocol(at + 6) : Packet.Kind.MALFORMED;
    }

    private Packet.Kind ppp(int at) {
        boolean framed = has(at, 2) && (Wire.u16(memory, at) == 0xff03 || Wire.u16(memory, at) == 0x0f00 || Wire.u16(memory, at) == 0x8f00);
        if (framed && Wire.u8(memory, at) != 0xff) {
            return ciscoHdlc(at);
        }
        return pppProtocol(framed ? at + 2 : at);
    }

    /// RFC 1661, section 2: an odd first byte is a protocol of one byte.
    private Packet.Kind pppProtocol(int at) {
        if (!has(at, 2)) {
            return Packet.Kind.MALFORMED;
        }
        boolean compressed = (Wire.u8(memory, at) & 1) == 1;
        int protocol = compressed ? Wire.u8(memory, at) : Wire.u16(memory, at);
        int body = compressed ? at + 1 : at + 2;
        return switch (protocol) {
            case PPP_IPV4 -> ipv4(body);
            case PPP_IPV6 -> ipv6(body);
            case PPP_MPLS -> mpls(body);
            default -> Packet.Kind.NON_IP;
        };
    }

    private Packet.Kind ciscoHdlc(int at) {
        return has(at, 4) ? etherType(at + 4, Wire.u16(memory, at + 2)) : Packet.Kind.MALFORMED;
    }

    /// BSD loopback: the address family in the capturing host's byte order (NULL) or in network order (LOOP).
    private Packet.Kind loopback(int at, boolean networkOrder) {
        if (!has(at, 4)) {
            return Packet.Kind.MALFORMED;
        }
        int family = Wire.i32(memory, at);
        if (!networkOrder && (family & 0xffff_0000) != 0) {
            family = Integer.reverseBytes(family);
        }
        return switch (family) {
            case 2 -> ipv4(at + 4);
            case 10, 23, 24, 28, 30 -> ipv6(at + 4);
            default -> Packet.Kind.NON_IP;
        };
    }

    private Packet.Kind raw(int at) {
        if (!has(at, 1)) {
            return Packet.Kind.MALFORMED;
        }
        return switch (Wire.u8(memory, at) >>> 4) {
            case 4 -> ipv4(at);
            case 6 -> ipv6(at);
            default -> Packet.Kind.NON_IP;
        };
    }

    /// IEEE 802.11-2020, 9.2: only unencrypted data frames can be looked into.
    ///
    /// @param padded the header fills a multiple of 4 bytes, as some cards hand it over
    private Packet.Kind wireless(int at, boolean padded) {
        if (!has(at, 24)) {
            return Packet.Kind.NON_IP;
        }
        int control = Wire.u8(memory, at);
        int flags = Wire.u8(memory, at + 1);
        boolean carriesData = (control & 0x0c) == 0x08 && (control & 0x40) == 0;
        boolean encrypted = (flags & 0x40) != 0;
        if (!carriesData || encrypted) {
            return Packet.Kind.NON_IP;
        }
        boolean fourAddresses = (flags & 3) == 3;
        boolean qualityOfService = (control & 0x80) != 0;
        boolean highThroughputControl = qualityOfService && (flags & 0x80) != 0;
        int header = 24 + (fourAddresses ? 6 : 0) + (qualityOfService ? 2 : 0) + (highThroughputControl ? 4 : 0);
        return logicalLinkControl(at + (padded ? header + 3 & ~3 : header));
    }

    /// radiotap.org: of the fields behind the words that tell which are present, only the second, the flags, matters.
    private Packet.Kind radiotap(int at) {
        if (!has(at, 8)) {
            return Packet.Kind.MALFORMED;
        }
        int body = at + littleEndian16(at + 2);
        int present = Wire.i32(memory, at + 4, true);
        int word = at + 4;
        while (has(word, 8) && Wire.i32(memory, word, true) < 0) {
            word += 4;
        }
        int fields = word + 4;
        int flags = (present & 1) == 0 ? fields : at + (fields - at + 7 & ~7) + 8;
        boolean padded = (present & 2) != 0 && flags < body && has(flags, 1) && (Wire.u8(memory, flags) & RADIOTAP_PADDED) != 0;
        return wireless(body, padded);
    }

    /// Prism and AVS headers tell their length behind the first 4 bytes, AVS in network order, Prism in that of the capturing host.
    private Packet.Kind monitored(int at) {
        int told = has(at, 8) ? Wire.i32(memory, at + 4) : 0;
        int length = (told & 0xffff_0000) == 0 ? told : Integer.reverseBytes(told);
        return length >= 8 && has(at, length) ? wireless(at + length, false) : Packet.Kind.MALFORMED;
    }

    private Packet.Kind perPacketInformation(int at) {
        if (!has(at, 8)) {
            return Packet.Kind.MALFORMED;
        }
        int inner = littleEndian16(at + 4);
        int body = at + littleEndian16(at + 2);
        return switch (inner) {
            case LinkType.NUMBER_IEEE802_11 -> wireless(body, false);
            case LinkType.NUMBER_ETHERNET -> ethernet(body);
            case LinkType.NUMBER_RAW -> raw(body);
            default -> Packet.Kind.NON_IP;
        };
    }

    /// Q.922, section 3.2: the last byte of the address is odd. Then an EtherType, as Cisco has it, or by RFC 2427, section 3, an unnumbered frame (3), perhaps a
    /// byte of padding, and what it carries.
    private Packet.Kind frameRelay(int at) {
        int body = at;
        while (has(body, 1) && (Wire.u8(memory, body) & 1) == 0) {
            body++;
        }
        body++;
        if (!has(body, 3)) {
            return Packet.Kind.MALFORMED;
        }
        if (Wire.u8(memory, body) != 3) {
            return etherType(body + 2, Wire.u16(memory, body));
        }
        body += Wire.u8(memory, body + 1) == 0 ? 2 : 1;
        return switch (Wire.u8(memory, body)) {
            case 0xcc -> ipv4(body + 1);
            case 0x8e -> ipv6(body + 1);
            case 0x80 -> has(body, 6) ? etherType(body + 6, Wire.u16(memory, body + 4)) : Packet.Kind.MALFORMED;
            default -> Packet.Kind.NON_IP;
        };
    }

    /// The messages of Linux's netfilter log, of which one holds the packet: length and type (below 256) in the byte order of the capturing host, filled up to 4 bytes.
    private Packet.Kind netfilterLog(int first) {
        int at = first;
        while (has(at, 4)) {
            boolean little = Wire.u8(memory, at + 3) == 0;
            int length = Wire.u16(memory, at, little);
            if (Wire.u16(memory, at + 2, little) == NETFILTER_PAYLOAD) {
                return raw(at + 4);
            }
            if (length < 4) {
                return Packet.Kind.MALFORMED;
            }
            at += length + 3 & ~3;
        }
        return Packet.Kind.NON_IP;
    }

    private Packet.Kind ipv4(int at) {
        if (!has(at, 20) || tooDeep()) {
            return Packet.Kind.MALFORMED;
        }
        int versionAndLength = Wire.u8(memory, at);
        int header = (versionAndLength & 0xf) << 2;
        int total = Wire.u16(memory, at + 2);
        if (total == 0) {
            total = wireLengthFrom(at);
        }
        if (versionAndLength >>> 4 != 4 || header < 20 || total < header || !has(at, header)) {
            return Packet.Kind.MALFORMED;
        }
        packet.version = 4;
        packet.sourceHigh = 0;
        packet.sourceLow = Wire.u32(memory, at + 12);
        packet.destinationHigh = 0;
        packet.destinationLow = Wire.u32(memory, at + 16);
        packet.ipLength = total;
        int fragment = Wire.u16(memory, at + 6);
        packet.fragment = (fragment & 0x3fff) != 0;
        packet.fragmentOffset = (fragment & 0x1fff) << 3;
        packet.lastFragment = (fragment & 0x2000) == 0;
        packet.fragmentId = Wire.u16(memory, at + 4);
        packet.datagramProtocol = Wire.u8(memory, at + 9);
        return transport(at + header, at + total, Wire.u8(memory, at + 9));
    }

    /// A length of 0 stands for "longer than the field": segmentation offload.
    private int wireLengthFrom(int at) {
        return (int) Math.clamp(packet.original - (at - packet.start), 0, CaptureReader.MAX_RECORD_BYTES);
    }

    private Packet.Kind ipv6(int at) {
        if (!has(at, 40) || Wire.u8(memory, at) >>> 4 != 6 || tooDeep()) {
            return Packet.Kind.MALFORMED;
        }
        int payload = Wire.u16(memory, at + 4);
        int total = 40 + (payload == 0 ? unsaidPayload(at) : payload);
        packet.version = 6;
        packet.sourceHigh = Wire.i64(memory, at + 8);
        packet.sourceLow = Wire.i64(memory, at + 16);
        packet.destinationHigh = Wire.i64(memory, at + 24);
        packet.destinationLow = Wire.i64(memory, at + 32);
        packet.ipLength = total;
        packet.fragment = false;
        packet.fragmentOffset = 0;
        packet.fragmentId = 0;
        packet.datagramProtocol = 0;
        return extensionHeaders(at + 40, at + total, Wire.u8(memory, at + 6));
    }

    /// A payload length of 0: nothing follows, a jumbogram (RFC 2675, section 2), or segmentation offload.
    private int unsaidPayload(int at) {
        int next = Wire.u8(memory, at + 6);
        if (next == NO_NEXT_HEADER) {
            return 0;
        }
        boolean jumbogram = next == HOP_BY_HOP && has(at + 40, 8) && Wire.u16(memory, at + 42) == JUMBO_PAYLOAD_OPTION;
        return jumbogram ? (int) Math.min(Wire.u32(memory, at + 44), CaptureReader.MAX_RECORD_BYTES) : Math.max(0, wireLengthFrom(at) - 40);
    }

    /// RFC 8200, section 4.
    private Packet.Kind extensionHeaders(int first, int ipEnd, int firstProtocol) {
        int at = first;
        int next = firstProtocol;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            int length;
            switch (next) {
                case HOP_BY_HOP, 43, 60, 135, 139, 140 -> length = has(at, 2) ? Wire.u8(memory, at + 1) + 1 << 3 : -1;
                case 51 -> length = has(at, 2) ? Wire.u8(memory, at + 1) + 2 << 2 : -1;
                case 44 -> length = has(at, 8) ? fragmentHeader(at) : -1;
                default -> {
                    return transport(at, ipEnd, next);
                }
            }
            if (length < 0 || !has(at, length) || at + length > ipEnd) {
                return Packet.Kind.MALFORMED;
            }
            next = Wire.u8(memory, at);
            at += length;
            if (packet.fragmentOffset > 0) {
                return transport(at, ipEnd, next);
            }
        }
        return Packet.Kind.MALFORMED;
    }

    private int fragmentHeader(int at) {
        int field = Wire.u16(memory, at + 2);
        packet.fragmentOffset = field & 0xfff8;
        packet.lastFragment = (field & 1) == 0;
        packet.fragment = packet.fragmentOffset > 0 || !packet.lastFragment;
        packet.fragmentId = Wire.i32(memory, at + 4);
        return 8;
    }

    /// @param ipEnd where the IP packet ends by its own length, which may lie behind the captured bytes
    private Packet.Kind transport(int at, int ipEnd, int protocol) {
        packet.protocol = protocol;
        packet.sourcePort = 0;
        packet.destinationPort = 0;
        packet.tcpFlags = 0;
        packet.tcpSequence = 0;
        packet.tcpAcknowledgement = 0;
        packet.tcpWindow = 0;
        packet.echo = false;
        packet.echoReply = false;
        packet.icmpType = -1;
        packet.quoteNothing();
        packet.transportStart = at;
        packet.transportCaptured = Math.max(0, Math.min(end, ipEnd) - at);
        if (packet.fragmentOffset > 0) {
            return payload(at, ipEnd);
        }
        return switch (protocol) {
            case TCP -> tcp(at, ipEnd);
            case UDP -> udp(at, ipEnd);
            case SCTP, UDP_LITE, DCCP -> ports(at, ipEnd, protocol == SCTP ? 12 : 8);
            case ICMP, ICMPV6 -> icmp(at, ipEnd);
            case AUTHENTICATION -> packet.version == 4 ? authenticated(at, ipEnd) : payload(at, ipEnd);
            case IP_IN_IP, IPV6_IN_IP, GRE -> packet.fragment || outermost ? payload(at, ipEnd) : tunnel(at, protocol);
            default -> payload(at, ipEnd);
        };
    }

    private Packet.Kind payload(int at, int ipEnd) {
        packet.payloadStart = at;
        packet.payloadLength = Math.max(0, ipEnd - at);
        packet.payloadCaptured = Math.max(0, Math.min(end, ipEnd) - at);
        return Packet.Kind.IP;
    }

    /// A header of which at least the ports were captured makes a flow; the rest of a cut header counts as empty.
    private Packet.Kind ports(int at, int ipEnd, int header) {
        if (!has(at, 4) || ipEnd - at < 4) {
            return Packet.Kind.MALFORMED;
        }
        packet.sourcePort = Wire.u16(memory, at);
        packet.destinationPort = Wire.u16(memory, at + 2);
        return payload(at + header, ipEnd);
    }

    /// Only a capture or a fragmentation may cut the header (RFC 1858 calls the latter a tiny fragment).
    private Packet.Kind tcp(int at, int ipEnd) {
        if (packet.transportCaptured < TCP_HEADER) {
            return ipEnd - at >= TCP_HEADER || packet.fragment ? ports(at, ipEnd, TCP_HEADER) : Packet.Kind.MALFORMED;
        }
        int header = Wire.u8(memory, at + 12) >>> 4 << 2;
        if (header < TCP_HEADER || at + header > ipEnd && !packet.fragment) {
            return Packet.Kind.MALFORMED;
        }
        packet.tcpSequence = Wire.i32(memory, at + 4);
        packet.tcpAcknowledgement = Wire.i32(memory, at + 8);
        packet.tcpFlags = Wire.u8(memory, at + 13);
        packet.tcpWindow = Wire.u16(memory, at + 14);
        return ports(at, ipEnd, header);
    }

    /// RFC 4302, section 2.2: what an authentication header guards is in clear text; in IPv6 it is one of the extension headers.
    private Packet.Kind authenticated(int at, int ipEnd) {
        int length = packet.transportCaptured < 2 ? -1 : Wire.u8(memory, at + 1) + 2 << 2;
        if (length < 0 || packet.transportCaptured < length || tooDeep()) {
            return Packet.Kind.MALFORMED;
        }
        return transport(at + length, ipEnd, Wire.u8(memory, at));
    }

    private Packet.Kind udp(int at, int ipEnd) {
        Packet.Kind kind = ports(at, ipEnd, 8);
        if (kind != Packet.Kind.IP || packet.fragment || outermost || packet.payloadCaptured < 8) {
            return kind;
        }
        int body = packet.payloadStart;
        return switch (packet.destinationPort) {
            case PORT_VXLAN, PORT_VXLAN_LINUX -> vxlan(body);
            case PORT_GENEVE -> geneve(body);
            case PORT_GTP_USER -> gtp(body);
            case PORT_TEREDO -> teredo(body);
            default -> packet.sourcePort == PORT_TEREDO ? teredo(body) : kind;
        };
    }

    private Packet.Kind tunnel(int at, int protocol) {
        return switch (protocol) {
            case IP_IN_IP -> {
                enter(Scope.Tunnel.IP_IN_IP, 0);
                yield ipv4(at);
            }
            case IPV6_IN_IP -> {
                enter(Scope.Tunnel.IPV6_IN_IP, 0);
                yield ipv6(at);
            }
            default -> gre(at);
        };
    }

    private void enter(Scope.Tunnel tunnel, long id) {
        tunnelled = true;
        packet.scope = Scope.enter(packet.scope, tunnel, id);
    }

    /// RFC 2784, RFC 2890; version 1 is PPTP's (RFC 2637).
    private Packet.Kind gre(int at) {
        enter(Scope.Tunnel.GRE, 0);
        if (!has(at, 4)) {
            return Packet.Kind.MALFORMED;
        }
        int flags = Wire.u16(memory, at);
        int type = Wire.u16(memory, at + 2);
        boolean sequence = (flags & 0x1000) != 0;
        int body = at + 4 + ((flags & 0x8000) != 0 ? 4 : 0) + ((flags & 0x2000) != 0 ? 4 : 0) + (sequence ? 4 : 0) + ((flags & 0x0080) != 0 ? 4 : 0);
        return switch (type) {
            case ETHERTYPE_BRIDGED_ETHERNET -> ethernet(body);
            case ETHERTYPE_PPP_IN_GRE -> ppp(body);
            case ETHERTYPE_ERSPAN_2 -> ethernet(sequence ? body + 8 : body);
            case ETHERTYPE_ERSPAN_3 -> has(body, 12) ? ethernet(body + 12 + ((Wire.u8(memory, body + 11) & 1) == 1 ? 8 : 0)) : Packet.Kind.MALFORMED;
            default -> etherType(body, type);
        };
    }

    /// RFC 7348.
    private Packet.Kind vxlan(int at) {
        enter(Scope.Tunnel.VXLAN, Wire.u32(memory, at + 4) >>> 8);
        return (Wire.u8(memory, at) & 0x08) != 0 ? ethernet(at + 8) : Packet.Kind.MALFORMED;
    }

    /// RFC 8926.
    private Packet.Kind geneve(int at) {
        enter(Scope.Tunnel.GENEVE, Wire.u32(memory, at + 4) >>> 8);
        int type = Wire.u16(memory, at + 2);
        int body = at + 8 + ((Wire.u8(memory, at) & 0x3f) << 2);
        if (Wire.u8(memory, at) >>> 6 != 0) {
            return Packet.Kind.MALFORMED;
        }
        return type == ETHERTYPE_BRIDGED_ETHERNET ? ethernet(body) : etherType(body, type);
    }

    /// 3GPP TS 29.281: version 1, message type G-PDU; extension headers in units of 4 bytes.
    private Packet.Kind gtp(int at) {
        enter(Scope.Tunnel.GTP, 0);
        int flags = Wire.u8(memory, at);
        if ((flags & 0xf0) != 0x30 || Wire.u8(memory, at + 1) != 0xff) {
            return Packet.Kind.MALFORMED;
        }
        int body = at + 8;
        if ((flags & 7) != 0) {
            body += 4;
            int next = has(body, 0) && (flags & 4) != 0 ? Wire.u8(memory, body - 1) : 0;
            for (int i = 0; next != 0; i++) {
                int length = has(body, 1) ? Wire.u8(memory, body) << 2 : 0;
                if (length == 0 || !has(body, length) || i == MAX_EXTENSION_HEADERS) {
                    return Packet.Kind.MALFORMED;
                }
                next = Wire.u8(memory, body + length - 1);
                body += length;
            }
        }
        return raw(body);
    }

    /// RFC 4380, section 5.1.1: authentication and origin indication may stand before the IPv6 packet.
    private Packet.Kind teredo(int at) {
        enter(Scope.Tunnel.TEREDO, 0);
        int body = at;
        if (has(body, 4) && Wire.u16(memory, body) == 1) {
            body += 13 + Wire.u8(memory, body + 2) + Wire.u8(memory, body + 3);
        }
        if (has(body, 8) && Wire.u16(memory, body) == 0) {
            body += 8;
        }
        return ipv6(body);
    }

    private Packet.Kind icmp(int at, int ipEnd) {
        if (!has(at, 4) || ipEnd - at < 4) {
            return Packet.Kind.MALFORMED;
        }
        packet.icmpType = Wire.u8(memory, at);
        packet.icmpCode = Wire.u8(memory, at + 1);
        if (packet.transportCaptured >= 8) {
            packet.echo(Wire.u16(memory, at + 4));
        }
        if (packet.isIcmpError() && !isQuoted) {
            quote(at + 8, Math.min(end, ipEnd));
        }
        return payload(at + 8, ipEnd);
    }

    /// What an error quotes of a tunnel is the packet in it, as far as that is there: it is what flows are made of.
    private void quote(int at, int quoteEnd) {
        quotedDecoder = quotedDecoder == null ? new PacketDecoder(true) : quotedDecoder;
        boolean known = quotedDecoder.findTunnelled(memory, at, quoteEnd, packet.quote()) || QuotedPacket.read(memory, at, quoteEnd, packet.quote());
        if (!known) {
            packet.quoteNothing();
        }
    }

    private boolean findTunnelled(byte[] frames, int at, int quoteEnd, Packet quoted) {
        memory = frames;
        packet = quoted;
        end = Math.max(at, quoteEnd);
        packet.start = at;
        packet.original = end - at;
        nesting = 0;
        tunnelled = false;
        return raw(at) == Packet.Kind.IP && tunnelled && packet.fragmentOffset == 0;
    }
}

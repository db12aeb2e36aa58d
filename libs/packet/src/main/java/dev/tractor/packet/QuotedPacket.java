package dev.tractor.packet;

/// Reads the begin of a packet that an ICMP error quotes (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443): its IP header and what its key needs behind it.
final class QuotedPacket {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT = 44;
    /// A quotation with more headers than these before the transport is left unread.
    private static final int MAX_EXTENSION_HEADERS = 8;

    private QuotedPacket() {}

    /// @param at place of the quoted IP header
    /// @param end behind the last captured byte
    /// @param quoted receives version, protocol, addresses and ports
    /// @return false when the quotation is cut, or is of a later fragment, which has no ports
    static boolean read(byte[] memory, int at, int end, Packet quoted) {
        if (end - at < IPV4_HEADER) {
            return false;
        }
        return switch (Wire.u8(memory, at) >>> 4) {
            case 4 -> ipv4(memory, at, end, quoted);
            case 6 -> end - at >= IPV6_HEADER && ipv6(memory, at, end, quoted);
            default -> false;
        };
    }

    private static boolean ipv4(byte[] memory, int at, int end, Packet quoted) {
        int header = (Wire.u8(memory, at) & 0xf) << 2;
        boolean laterFragment = (Wire.u16(memory, at + 6) & 0x1fff) != 0;
        if (header < IPV4_HEADER || laterFragment) {
            return false;
        }
        quoted.version = 4;
        quoted.sourceHigh = 0;
        quoted.sourceLow = Wire.u32(memory, at + 12);
        quoted.destinationHigh = 0;
        quoted.destinationLow = Wire.u32(memory, at + 16);
        return headers(memory, at + header, end, Wire.u8(memory, at + 9), quoted);
    }

    private static boolean ipv6(byte[] memory, int at, int end, Packet quoted) {
        quoted.version = 6;
        quoted.sourceHigh = Wire.i64(memory, at + 8);
        quoted.sourceLow = Wire.i64(memory, at + 16);
        quoted.destinationHigh = Wire.i64(memory, at + 24);
        quoted.destinationLow = Wire.i64(memory, at + 32);
        return headers(memory, at + IPV6_HEADER, end, Wire.u8(memory, at + 6), quoted);
    }

    /// Passes over the extension headers of IPv6 and the authentication header, which IPv4 has, too.
    private static boolean headers(byte[] memory, int first, int end, int firstProtocol, Packet quoted) {
        int at = first;
        int next = firstProtocol;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            boolean later = next == FRAGMENT && quoted.version == 6 && end - at >= 4 && (Wire.u16(memory, at + 2) & 0xfff8) != 0;
            int length = extensionLength(memory, at, end, next, quoted.version);
            if (length == 0) {
                return transport(memory, at, end, next, quoted);
            }
            if (later || end - at < length) {
                return false;
            }
            next = Wire.u8(memory, at);
            at += length;
        }
        return false;
    }

    /// @return 0 for what is no such header; one that is cut before its length has more bytes than there are
    private static int extensionLength(byte[] memory, int at, int end, int next, int version) {
        int told = end - at >= 2 ? Wire.u8(memory, at + 1) : 0xff;
        return switch (next) {
            case PacketDecoder.AUTHENTICATION -> told + 2 << 2;
            case FRAGMENT -> version == 6 ? 8 : 0;
            case 0, 43, 60, 135, 139, 140 -> version == 6 ? told + 1 << 3 : 0;
            default -> 0;
        };
    }

    private static boolean transport(byte[] memory, int at, int end, int protocol, Packet quoted) {
        quoted.protocol = protocol;
        quoted.sourcePort = 0;
        quoted.destinationPort = 0;
        quoted.echo = false;
        return switch (protocol) {
            case PacketDecoder.TCP, PacketDecoder.UDP, PacketDecoder.SCTP, PacketDecoder.UDP_LITE, PacketDecoder.DCCP -> {
                if (end - at < 4) {
                    yield false;
                }
                quoted.sourcePort = Wire.u16(memory, at);
                quoted.destinationPort = Wire.u16(memory, at + 2);
                yield true;
            }
            case PacketDecoder.ICMP, PacketDecoder.ICMPV6 -> {
                if (end - at < 6) {
                    yield false;
                }
                quoted.icmpType = Wire.u8(memory, at);
                quoted.echo(Wire.u16(memory, at + 4));
                yield true;
            }
            default -> true;
        };
    }
}

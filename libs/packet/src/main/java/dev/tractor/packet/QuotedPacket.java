package dev.tractor.packet;

/// Reads the begin of a packet that an ICMP error quotes (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443): its IP header and at least 8 bytes behind it.
final class QuotedPacket {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    /// A quotation with more than these extension headers is left unread.
    private static final int MAX_EXTENSION_HEADERS = 4;

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
        return transport(memory, at + header, end, Wire.u8(memory, at + 9), quoted);
    }

    private static boolean ipv6(byte[] memory, int at, int end, Packet quoted) {
        quoted.version = 6;
        quoted.sourceHigh = Wire.i64(memory, at + 8);
        quoted.sourceLow = Wire.i64(memory, at + 16);
        quoted.destinationHigh = Wire.i64(memory, at + 24);
        quoted.destinationLow = Wire.i64(memory, at + 32);
        int next = Wire.u8(memory, at + 6);
        int header = at + IPV6_HEADER;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            if (next != 0 && next != 43 && next != 60 && next != 44) {
                return transport(memory, header, end, next, quoted);
            }
            if (end - header < 8 || next == 44 && (Wire.u16(memory, header + 2) & 0xfff8) != 0) {
                return false;
            }
            int length = next == 44 ? 8 : Wire.u8(memory, header + 1) + 1 << 3;
            next = Wire.u8(memory, header);
            header += length;
        }
        return false;
    }

    private static boolean transport(byte[] memory, int at, int end, int protocol, Packet quoted) {
        quoted.protocol = protocol;
        quoted.sourcePort = 0;
        quoted.destinationPort = 0;
        quoted.echo = false;
        if (end - at < 8) {
            return false;
        }
        switch (protocol) {
            case PacketDecoder.TCP, PacketDecoder.UDP, PacketDecoder.SCTP, PacketDecoder.UDP_LITE, PacketDecoder.DCCP -> {
                quoted.sourcePort = Wire.u16(memory, at);
                quoted.destinationPort = Wire.u16(memory, at + 2);
            }
            case PacketDecoder.ICMP, PacketDecoder.ICMPV6 -> {
                quoted.icmpType = Wire.u8(memory, at);
                quoted.echo(Wire.u16(memory, at + 4));
            }
            default -> {}
        }
        return true;
    }
}

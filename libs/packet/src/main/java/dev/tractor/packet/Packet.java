package dev.tractor.packet;

import java.util.Arrays;

/// One packet: where its record stands, and what [PacketDecoder] found in it. Reused; its places in memory are valid until the reader's next batch.
///
/// An IPv4 address stands in the lower 32 bits of the low half, the high half is 0; [#version()] tells the two apart.
public final class Packet {
    /// What became of the packet in the decoder.
    public enum Kind {
        /// Belongs to a flow: addresses, protocol and lengths are set.
        IP,
        /// A whole frame that carries no IP.
        NON_IP,
        /// The headers contradict themselves or are cut off.
        MALFORMED
    }

    long offset;
    int recordLength;
    long timeNanos;
    int linkType;
    int start;
    int captured;
    long original;

    Kind kind;
    int version;
    int protocol;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    long scope;
    int ipLength;
    int transportStart;
    int transportCaptured;
    int payloadStart;
    int payloadCaptured;
    int payloadLength;
    int tcpFlags;
    int tcpSequence;
    int tcpAcknowledgement;
    int tcpWindow;
    boolean fragment;
    boolean lastFragment;
    int fragmentOffset;
    int fragmentId;
    int datagramProtocol;
    boolean echo;
    boolean echoReply;
    int icmpType;
    int icmpCode;
    private boolean quotes;
    private Packet quoted;

    /// Packets to be filled again and again.
    public static Packet[] batch(int count) {
        Packet[] batch = new Packet[count];
        Arrays.setAll(batch, _ -> new Packet());
        return batch;
    }

    /// A packet of its own, to be kept when this one is used again. It has no payload: the places in memory will not be valid any more.
    public Packet withoutPayload() {
        Packet copy = new Packet();
        copy.offset = offset;
        copy.recordLength = recordLength;
        copy.timeNanos = timeNanos;
        copy.captured = captured;
        copy.original = original;
        copy.kind = kind;
        copy.version = version;
        copy.protocol = protocol;
        copy.sourceHigh = sourceHigh;
        copy.sourceLow = sourceLow;
        copy.destinationHigh = destinationHigh;
        copy.destinationLow = destinationLow;
        copy.scope = scope;
        copy.ipLength = ipLength;
        copy.payloadLength = payloadLength;
        copy.fragment = fragment;
        copy.fragmentOffset = fragmentOffset;
        copy.lastFragment = lastFragment;
        copy.fragmentId = fragmentId;
        copy.datagramProtocol = datagramProtocol;
        copy.icmpType = -1;
        return copy;
    }

    /// Takes the identifier of an echo request or reply.
    void echo(int identifier) {
        boolean version6 = protocol == PacketDecoder.ICMPV6;
        boolean request = icmpType == (version6 ? 128 : 8);
        echoReply = icmpType == (version6 ? 129 : 0);
        echo = request || echoReply;
        if (echo) {
            sourcePort = identifier;
            destinationPort = identifier;
        }
    }

    /// Destination unreachable, source quench, redirect, time exceeded, parameter problem (RFC 792); the errors of RFC 4443.
    boolean isIcmpError() {
        return switch (icmpType) {
            case 1, 2 -> protocol == PacketDecoder.ICMPV6;
            case 3, 4 -> true;
            case 5, 11, 12 -> protocol != PacketDecoder.ICMPV6;
            default -> false;
        };
    }

    /// Makes room for what an ICMP error quotes; allocated once.
    Packet quote() {
        quotes = true;
        quoted = quoted == null ? new Packet() : quoted;
        quoted.scope = scope;
        return quoted;
    }

    void quoteNothing() {
        quotes = false;
    }

    /// Gives a later fragment what only the first one of its datagram tells.
    public void adopt(int transport, int source, int destination, boolean isEcho, boolean isEchoReply) {
        protocol = transport;
        sourcePort = source;
        destinationPort = destination;
        echo = isEcho;
        echoReply = isEchoReply;
        payloadCaptured = 0;
    }

    /// Byte of the uncompressed capture at which the record begins.
    public long offset() {
        return offset;
    }

    /// Bytes of the whole record.
    public int recordLength() {
        return recordLength;
    }

    /// Nanoseconds since the epoch.
    public long timeNanos() {
        return timeNanos;
    }

    public int linkType() {
        return linkType;
    }

    /// Place of the frame's first byte in the reader's memory.
    public int start() {
        return start;
    }

    /// Bytes of the frame that the capture holds.
    public int captured() {
        return captured;
    }

    /// Bytes that the frame had on the wire.
    public long original() {
        return original;
    }

    public Kind kind() {
        return kind;
    }

    /// 4 or 6.
    public int version() {
        return version;
    }

    /// IP protocol number behind all extension headers.
    public int protocol() {
        return protocol;
    }

    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    /// For an ICMP echo the identifier.
    public int sourcePort() {
        return sourcePort;
    }

    /// For an ICMP echo the identifier.
    public int destinationPort() {
        return destinationPort;
    }

    /// VLAN ids, outermost in the highest bits, and the tunnel in bits 24 and above; 0 without any.
    public long scope() {
        return scope;
    }

    /// IP total length, headers included.
    public int ipLength() {
        return ipLength;
    }

    /// Place of the transport header in the reader's memory.
    public int transportStart() {
        return transportStart;
    }

    /// Bytes from the transport header on that the capture holds, 0 for a copy [#withoutPayload()].
    public int transportCaptured() {
        return transportCaptured;
    }

    /// Place of the transport payload in the reader's memory.
    public int payloadStart() {
        return payloadStart;
    }

    /// Payload bytes that the capture holds.
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /// Payload bytes by the IP header.
    public int payloadLength() {
        return payloadLength;
    }

    /// The flag byte of TCP (FIN is bit 0), 0 for other protocols.
    public int tcpFlags() {
        return tcpFlags;
    }

    public int tcpSequence() {
        return tcpSequence;
    }

    public int tcpAcknowledgement() {
        return tcpAcknowledgement;
    }

    /// As it stands in the header, without scaling.
    public int tcpWindow() {
        return tcpWindow;
    }

    /// True for a part of a datagram that is not whole in this packet.
    public boolean fragment() {
        return fragment;
    }

    /// Bytes before this fragment in its datagram; 0 for the first, the only one with ports.
    public int fragmentOffset() {
        return fragmentOffset;
    }

    public boolean lastFragment() {
        return lastFragment;
    }

    /// The identification of IPv4, of any packet; of IPv6 only a fragment has one.
    public int fragmentId() {
        return fragmentId;
    }

    /// What tells fragments of datagrams with equal addresses and identification apart: the protocol field of the IPv4 header (RFC 791); 0 for IPv6,
    /// whose fragment header may name an extension header in the later fragments that the first one continues behind (RFC 8200, section 4.5).
    public int datagramProtocol() {
        return datagramProtocol;
    }

    /// An ICMP or ICMPv6 echo request or reply.
    public boolean echo() {
        return echo;
    }

    public boolean echoReply() {
        return echoReply;
    }

    /// ICMP or ICMPv6 type, -1 for other protocols.
    public int icmpType() {
        return icmpType;
    }

    public int icmpCode() {
        return icmpCode;
    }

    /// The packet that an ICMP or ICMPv6 error quotes: its version, protocol, addresses and ports as its sender sent it, in the error's scope.
    ///
    /// @return null when this is no such error, or the quotation tells no ports
    public Packet quoted() {
        return quotes ? quoted : null;
    }
}

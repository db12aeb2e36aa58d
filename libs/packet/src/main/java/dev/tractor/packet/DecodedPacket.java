package dev.tractor.packet;

/// One packet's addresses, lengths and flags, filled anew by [PacketDecoder#decode] and owned by it. Fields beyond the protocol's own are 0.
///
/// IPv4 addresses stand in the low 32 bits of `...Low` with `...High` 0; [#version] tells them from IPv6.
public final class DecodedPacket {
    /// Outer scope: VLAN ids and tunnel identifiers mixed, 0 without any.
    public long scope;
    /// 4 or 6.
    public int version;
    public long sourceHigh;
    public long sourceLow;
    public long targetHigh;
    public long targetLow;
    /// IP protocol number behind the extension headers.
    public int protocol;
    public int sourcePort;
    public int targetPort;
    /// IP total length, bytes.
    public int ipLength;
    /// True when the length field was 0 (segmentation offload) and the packet's own length was taken.
    public boolean lengthWasZero;
    /// Index of the transport payload in the packet's array.
    public int payloadStart;
    /// Payload bytes that the packet had on the wire.
    public int payloadLength;
    /// Payload bytes that were captured.
    public int payloadCaptured;
    public int tcpFlags;
    public int tcpSequence;
    public int tcpAcknowledgement;
    public int tcpWindow;
    public int icmpType;
    public int icmpCode;
    /// Echo identifier; 0 for other ICMP messages.
    public int icmpIdentifier;
    /// True for any fragment but a whole datagram.
    public boolean fragment;
    /// Bytes into the datagram; 0 for the first fragment.
    public int fragmentOffset;
    public boolean moreFragments;
    public int fragmentIdentifier;

    /// What a packet turned out to be.
    public enum Outcome {
        /// An IP packet with all that its flow key needs.
        IP,
        /// A later fragment, whose ports are in the first one.
        LATER_FRAGMENT,
        /// No IP inside, or a link type that is not decoded.
        NON_IP,
        /// IP whose headers contradict themselves or are not completely there.
        MALFORMED
    }
}

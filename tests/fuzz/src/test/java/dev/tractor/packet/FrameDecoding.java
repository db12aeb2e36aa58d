package dev.tractor.packet;

import java.util.Arrays;

/// Decodes a frame without a capture around it, in memory whose every other byte is poisoned.
public final class FrameDecoding {
    private static final int MARGIN = 512;
    private static final PacketDecoder DECODER = new PacketDecoder();

    private FrameDecoding() {}

    /// Decodes the frame where memory ends with it: a read past it throws.
    ///
    /// @param original length on the wire
    public static Packet exactly(int linkType, byte[] frame, long original) {
        return decode(linkType, frame, 0, frame.length, original);
    }

    /// Decodes the frame layer by layer, whatever it is.
    public static Packet inLayers(int linkType, byte[] frame, long original) {
        Packet packet = record(linkType, 0, frame.length, original);
        DECODER.decodeLayers(frame, packet);
        return packet;
    }

    /// Decodes the frame amidst bytes of one value.
    public static Packet amidst(byte poison, int linkType, byte[] frame, long original) {
        byte[] memory = new byte[frame.length + 2 * MARGIN];
        Arrays.fill(memory, poison);
        System.arraycopy(frame, 0, memory, MARGIN, frame.length);
        return decode(linkType, memory, MARGIN, frame.length, original);
    }

    private static Packet decode(int linkType, byte[] memory, int start, int length, long original) {
        Packet packet = record(linkType, start, length, original);
        DECODER.decode(memory, packet);
        return packet;
    }

    private static Packet record(int linkType, int start, int length, long original) {
        Packet packet = new Packet();
        packet.linkType = linkType;
        packet.start = start;
        packet.captured = length;
        packet.original = original;
        return packet;
    }

    /// What was found, places relative to the frame; nothing else when it is no IP.
    public static String describe(Packet packet) {
        if (packet.kind() != Packet.Kind.IP) {
            return packet.kind().name();
        }
        return String.join(" ", "" + packet.version(), "" + packet.protocol(), "" + packet.sourceHigh(), "" + packet.sourceLow(), "" + packet.destinationHigh(), "" + packet.destinationLow(),
                "" + packet.sourcePort(), "" + packet.destinationPort(), "" + packet.scope(), "" + packet.ipLength(), "" + (packet.payloadStart() - packet.start()), "" + packet.payloadCaptured(),
                "" + packet.payloadLength(), "" + packet.tcpFlags(), "" + packet.tcpSequence(), "" + packet.tcpAcknowledgement(), "" + packet.tcpWindow(), "" + packet.fragment(),
                "" + packet.fragmentOffset(), "" + packet.echo(), "" + packet.echoReply(), "" + packet.icmpType(), "" + packet.fragmentId(), "" + packet.lastFragment(), "" + packet.datagramProtocol(),
                "" + (packet.transportStart() - packet.start()), "" + packet.transportCaptured(), "" + (packet.quoted() != null));
    }
}

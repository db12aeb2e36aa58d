package dev.tractor.fuzz;

import dev.tractor.packet.FrameDecoding;
import dev.tractor.packet.LinkType;
import dev.tractor.packet.Packet;
import java.util.Arrays;

/// The decoder of frames: the first byte is the link type's place in the enumeration, the second how much longer the frame was on the wire.
final class Frame {
    private static final int MAX_PORT = 0xffff;

    private Frame() {}

    static void decode(byte[] input) {
        if (input.length < 2) {
            return;
        }
        LinkType[] types = LinkType.values();
        int linkType = types[(input[0] & 0xff) % types.length].number();
        byte[] frame = Arrays.copyOfRange(input, 2, input.length);
        long original = frame.length + (input[1] & 0xffL) * 7;
        Packet packet = FrameDecoding.exactly(linkType, frame, original);
        String found = FrameDecoding.describe(packet);
        Check.same(found, FrameDecoding.describe(FrameDecoding.amidst((byte) 0x45, linkType, frame, original)), "bytes around the frame were read");
        Check.same(found, FrameDecoding.describe(FrameDecoding.amidst((byte) 0xff, linkType, frame, original)), "bytes around the frame were read");
        Check.same(found, FrameDecoding.describe(FrameDecoding.inLayers(linkType, frame, original)), "the short way matters");
        if (packet.kind() == Packet.Kind.IP) {
            Check.that(packet.version() == 4 || packet.version() == 6, "IP version " + packet.version());
            Check.that(packet.payloadCaptured() >= 0 && packet.payloadCaptured() <= packet.payloadLength() && packet.payloadLength() <= packet.ipLength(), "lengths: " + found);
            Check.that(packet.payloadCaptured() == 0 || packet.payloadStart() + packet.payloadCaptured() <= frame.length, "payload past the frame: " + found);
            Check.that(packet.sourcePort() >= 0 && packet.sourcePort() <= MAX_PORT && packet.destinationPort() >= 0 && packet.destinationPort() <= MAX_PORT, "ports: " + found);
            Check.that(packet.protocol() >= 0 && packet.protocol() <= 0xff, "protocol: " + found);
        }
    }
}

package dev.tractor.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Classic little-endian captures of Ethernet with microseconds, made by hand.
public final class Pcap {
    private static final int PACKET_BYTES = 60;

    private Pcap() {}

    /// @param seconds the time of each packet
    public static byte[] of(long... seconds) {
        ByteBuffer file = ByteBuffer.allocate(24 + seconds.length * (16 + PACKET_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(262_144).putInt(1);
        for (long second : seconds) {
            file.putInt((int) second).putInt(250_000).putInt(PACKET_BYTES).putInt(PACKET_BYTES).put(frame(second));
        }
        return file.array();
    }

    private static byte[] frame(long filler) {
        ByteBuffer frame = ByteBuffer.allocate(PACKET_BYTES);
        frame.put(new byte[12]).putShort((short) 0x0806);
        while (frame.remaining() >= Long.BYTES) {
            frame.putLong(filler * 0x9E3779B97F4A7C15L);
        }
        return frame.array();
    }

    public static byte[] text() {
        return "this is not a capture, whatever its name says\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    }
}

package dev.tractor.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// Writes a pcap or pcapng, packet by packet. The clock begins at [#START_SECONDS] and moves only when the test says so.
public final class CaptureBuilder {
    /// 2023-11-14T22:13:20Z.
    public static final long START_SECONDS = 1_700_000_000L;
    public static final int LINKTYPE_ETHERNET = 1;
    public static final int LINKTYPE_RAW = 101;

    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;
    private final boolean nanoseconds;
    private final boolean pcapng;
    private long nanos = START_SECONDS * 1_000_000_000L;

    private CaptureBuilder(ByteOrder order, boolean nanoseconds, boolean pcapng) {
        this.order = order;
        this.nanoseconds = nanoseconds;
        this.pcapng = pcapng;
    }

    /// Little-endian pcap of microseconds over Ethernet, the commonest.
    public static CaptureBuilder pcap() {
        return pcap(ByteOrder.LITTLE_ENDIAN, false, LINKTYPE_ETHERNET);
    }

    public static CaptureBuilder pcap(ByteOrder order, boolean nanoseconds, int linkType) {
        var builder = new CaptureBuilder(order, nanoseconds, false);
        builder.write(builder.buffer(24).putInt(nanoseconds ? NANOSECONDS : MICROSECONDS).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0).putInt(262_144).putInt(linkType));
        return builder;
    }

    /// pcapng with one section and one interface.
    ///
    /// @param nanoseconds true: the interface has if_tsresol 9, else none (microseconds)
    public static CaptureBuilder pcapng(ByteOrder order, boolean nanoseconds, int linkType) {
        return section(order, nanoseconds).pcapngInterface(nanoseconds, linkType);
    }

    /// pcapng with one section and no interface yet.
    public static CaptureBuilder pcapng(ByteOrder order) {
        return section(order, false);
    }

    private static CaptureBuilder section(ByteOrder order, boolean nanoseconds) {
        var builder = new CaptureBuilder(order, nanoseconds, true);
        return builder.write(builder.buffer(28).putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28));
    }

    /// Describes one more interface.
    ///
    /// @param resolution `if_tsresol`
    public CaptureBuilder pcapngInterface(int resolution, int linkType) {
        ByteBuffer block = buffer(32).putInt(1).putInt(32).putShort((short) linkType).putShort((short) 0).putInt(262_144);
        return write(block.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]).putInt(0).putInt(32));
    }

    /// Adds a packet of an interface at that time of its clock.
    public CaptureBuilder pcapngPacket(int number, long ticks, byte[] frame) {
        ByteBuffer body = buffer(20 + frame.length).putInt(number).putInt((int) (ticks >>> 32)).putInt((int) ticks).putInt(frame.length).putInt(frame.length).put(frame);
        return pcapngBlock(6, body.array());
    }

    /// Describes one more interface.
    public CaptureBuilder pcapngInterface(boolean ofNanoseconds, int linkType) {
        int length = 20 + (ofNanoseconds ? 12 : 0);
        ByteBuffer block = buffer(length).putInt(1).putInt(length).putShort((short) linkType).putShort((short) 0).putInt(262_144);
        if (ofNanoseconds) {
            block.putShort((short) 9).putShort((short) 1).put((byte) 9).put(new byte[3]).putInt(0);
        }
        return write(block.putInt(length));
    }

    /// Any block, its body padded.
    public CaptureBuilder pcapngBlock(int type, byte[] body) {
        int length = 12 + (body.length + 3 & ~3);
        return write(buffer(length).putInt(type).putInt(length).put(body).position(length - 4).putInt(length));
    }

    /// Moves the clock; a negative duration moves it back.
    public CaptureBuilder after(Duration duration) {
        nanos += duration.toNanos();
        return this;
    }

    /// Time of the next packet, nanoseconds since the epoch.
    public long now() {
        return nanos;
    }

    /// Adds a packet, captured whole.
    public CaptureBuilder packet(byte[] frame) {
        return packet(frame, frame.length, frame.length);
    }

    /// @param captured bytes of the frame that are written
    /// @param original length it claims to have had
    public CaptureBuilder packet(byte[] frame, int captured, int original) {
        if (pcapng) {
            int length = 32 + (captured + 3 & ~3);
            long ticks = nanoseconds ? nanos : nanos / 1_000;
            ByteBuffer block = buffer(length).putInt(6).putInt(length).putInt(0).putInt((int) (ticks >>> 32)).putInt((int) ticks).putInt(captured).putInt(original);
            return write(block.put(frame, 0, captured).position(length - 4).putInt(length));
        }
        ByteBuffer record = buffer(16 + captured);
        record.putInt((int) (nanos / 1_000_000_000L)).putInt((int) (nanos % 1_000_000_000L / (nanoseconds ? 1 : 1_000))).putInt(captured).putInt(original);
        return write(record.put(frame, 0, captured));
    }

    /// Adds bytes as they are.
    public CaptureBuilder bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(order);
    }

    private CaptureBuilder write(ByteBuffer bytes) {
        out.write(bytes.array(), 0, bytes.position());
        return this;
    }
}

package dev.tractor.packet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The classic format (draft-ietf-opsawg-pcap): a header of 24 bytes, then records of 16 or, in Kuznetzov's variant, 24 bytes and the frame.
final class PcapFormat extends RecordFormat {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    static final int HEADER_BYTES = 24;
    /// libpcap's MAXIMUM_SNAPLEN: a longer frame than this and than the header's snapshot length is a damaged record.
    static final int USUAL_MAX_FRAME_BYTES = 262_144;
    static final int LINK_TYPE_MASK = 0x03ff_ffff;
    private static final int MAJOR = 2;
    private static final int MINOR = 4;
    /// What DG/UX called the version 2.2.
    private static final int MAJOR_DGUX = 543;

    /// What the magic number tells.
    enum Variant {
        MICROS_BIG(0xa1b2c3d4, "pcap", false, 1_000, 16),
        MICROS_LITTLE(0xd4c3b2a1, "pcap", true, 1_000, 16),
        NANOS_BIG(0xa1b23c4d, "pcap (nanoseconds)", false, 1, 16),
        NANOS_LITTLE(0x4d3cb2a1, "pcap (nanoseconds)", true, 1, 16),
        KUZNETZOV_BIG(0xa1b2cd34, "pcap (Kuznetzov)", false, 1_000, 24),
        KUZNETZOV_LITTLE(0x34cdb2a1, "pcap (Kuznetzov)", true, 1_000, 24);

        private final int magic;
        final String format;
        final boolean littleEndian;
        final int nanosPerTick;
        final int recordHeaderBytes;

        Variant(int magic, String format, boolean littleEndian, int nanosPerTick, int recordHeaderBytes) {
            this.magic = magic;
            this.format = format;
            this.littleEndian = littleEndian;
            this.nanosPerTick = nanosPerTick;
            this.recordHeaderBytes = recordHeaderBytes;
        }

        /// @param record place of a record's header
        long nanos(byte[] memory, int record) {
            return seconds(memory, record) * NANOS_PER_SECOND + fraction(memory, record);
        }

        private long seconds(byte[] memory, int record) {
            return Wire.u32(memory, record, littleEndian);
        }

        /// Nanoseconds of the second; in a record that is not whole in itself more than there are.
        private long fraction(byte[] memory, int record) {
            return Wire.u32(memory, record + 4, littleEndian) * nanosPerTick;
        }

        /// @param magic first four bytes in network order
        /// @return null when it is no pcap
        static Variant of(int magic) {
            for (Variant variant : values()) {
                if (variant.magic == magic) {
                    return variant;
                }
            }
            return null;
        }
    }

    private final Variant variant;
    private final String version;
    private final long snapshotLength;
    private final int linkType;
    private final long maxFrameBytes;
    /// Before 2.4, where the two lengths of a record stand the other way round (2.3: mostly): the shorter one is what was captured.
    private final boolean old;
    private long lastNanos;
    private long packets;

    PcapFormat(Variant variant, ByteWindow window, Warnings warnings) throws IOException {
        super(window, warnings);
        this.variant = variant;
        if (!window.require(HEADER_BYTES)) {
            throw new CaptureFormatException("the pcap header breaks off: " + window.available() + " of " + HEADER_BYTES + " bytes", 0);
        }
        byte[] memory = window.memory();
        int at = window.position();
        boolean little = variant.littleEndian;
        int major = Wire.u16(memory, at + 4, little);
        int minor = Wire.u16(memory, at + 6, little);
        version = major + "." + minor;
        old = isOld(major, minor);
        if (!old && (major != MAJOR || minor != MINOR)) {
            throw new CaptureFormatException("pcap of version " + version + " is not known, only 2.0 to 2.4 are", 4);
        }
        snapshotLength = Wire.u32(memory, at + 16, little);
        linkType = Wire.i32(memory, at + 20, little) & LINK_TYPE_MASK;
        maxFrameBytes = maxFrameBytes(snapshotLength);
        window.advance(HEADER_BYTES);
    }

    private static boolean isOld(int major, int minor) {
        return major == MAJOR && minor < MINOR || major == MAJOR_DGUX && minor == 0;
    }

    /// The original length of a record.
    ///
    /// @param header of the capture
    static long originalLength(byte[] header, byte[] record, boolean little) {
        long original = Wire.u32(record, 12, little);
        return isOld(Wire.u16(header, 4, little), Wire.u16(header, 6, little)) ? Math.max(Wire.u32(record, 8, little), original) : original;
    }

    private long capturedLength(byte[] memory, int at) {
        long captured = Wire.u32(memory, at + 8, variant.littleEndian);
        return old ? Math.min(captured, Wire.u32(memory, at + 12, variant.littleEndian)) : captured;
    }

    static long maxFrameBytes(long snapshotLength) {
        return Math.clamp(snapshotLength, USUAL_MAX_FRAME_BYTES, CaptureReader.MAX_RECORD_BYTES);
    }

    @Override
    int read(Packet[] batch) throws IOException {
        do {
            int count = readWhole(batch);
            if (count > 0) {
                return count;
            }
        } while (load());
        return 0;
    }

    /// Reads the records that are whole in the window.
    private int readWhole(Packet[] batch) {
        byte[] memory = window.memory();
        int begin = window.position();
        int end = begin + window.available();
        int headerBytes = variant.recordHeaderBytes;
        boolean little = variant.littleEndian;
        int count = 0;
        int at = begin;
        while (count < batch.length && end - at >= headerBytes) {
            long captured = old ? capturedLength(memory, at) : Wire.u32(memory, at + 8, little);
            if (captured > maxFrameBytes || end - at < headerBytes + captured) {
                break;
            }
            describe(batch[count++], memory, at, (int) captured, window.offset() + (at - begin));
            at += headerBytes + (int) captured;
        }
        window.advance(at - begin);
        packets += count;
        return count;
    }

    /// Brings one whole record into the window.
    private boolean load() throws IOException {
        if (fault() != null) {
            return false;
        }
        int headerBytes = variant.recordHeaderBytes;
        if (!window.require(headerBytes)) {
            if (window.available() > 0) {
                fail("the record header there has " + window.available() + " of " + headerBytes + " bytes");
            }
            return false;
        }
        long captured = capturedLength(window.memory(), window.position());
        if (captured > maxFrameBytes) {
            fail("the record there claims " + captured + " bytes, more than the limit of " + maxFrameBytes);
            return false;
        }
        if (!window.require(headerBytes + (int) captured)) {
            fail("the record there has " + (window.available() - headerBytes) + " of " + captured + " bytes");
            return false;
        }
        return true;
    }

    private void describe(Packet packet, byte[] memory, int at, int captured, long offset) {
        packet.offset = offset;
        packet.recordLength = variant.recordHeaderBytes + captured;
        long fraction = variant.fraction(memory, at);
        lastNanos = variant.seconds(memory, at) * NANOS_PER_SECOND + fraction;
        packet.timeNanos = lastNanos;
        packet.captured = captured;
        packet.original = Wire.u32(memory, at + 12, variant.littleEndian);
        if (old) {
            packet.original = Math.max(packet.original, Wire.u32(memory, at + 8, variant.littleEndian));
        }
        packet.start = at + variant.recordHeaderBytes;
        packet.linkType = linkType;
        if (fraction >= NANOS_PER_SECOND) {
            warnOfTime(packet);
        }
        checkLengths(packet);
    }

    @Override
    Optional<Long> tail(byte[] tail, long totalBytes) {
        return old ? Optional.empty() : new PcapTail(tail, variant, maxFrameBytes, lastNanos).latest();
    }

    @Override
    CaptureLayout layout() {
        String tick = variant.nanosPerTick == 1 ? "10^-9" : "10^-6";
        return new CaptureLayout(1, 1, List.of(new CaptureLayout.Interface(1, 0, LinkType.nameOf(linkType), snapshotLength, tick, packets)));
    }

    @Override
    CaptureInfo info(String compression) {
        return new CaptureInfo(variant.format, compression, variant.littleEndian, version, List.of(LinkType.nameOf(linkType)), snapshotLength);
    }
}

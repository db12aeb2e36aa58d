package dev.tractor.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes records of a capture as pcapng (draft-ietf-opsawg-pcapng). Those of pcapng stay as they are, with their options and byte order, behind the header and the interfaces of
/// their section; those of pcap become enhanced packet blocks of one interface that has the link type, the snapshot length and the time resolution of the file.
public abstract sealed class SliceWriter {
    /// First bytes of a capture that tell how its records are written.
    public static final int HEAD_BYTES = PcapFormat.HEADER_BYTES;
    /// A section header is kept with its options up to this length.
    public static final int MAX_SECTION_HEADER_BYTES = 1 << 16;
    private static final int BARE_SECTION_HEADER_BYTES = 28;
    private static final int SECTION_LENGTH_AT = 16;
    private static final long UNKNOWN_LENGTH = -1;

    final OutputStream out;

    private SliceWriter(OutputStream out) {
        this.out = out;
    }

    /// @param head the first [#HEAD_BYTES] bytes of the uncompressed capture
    /// @throws CaptureFormatException when they are no capture's
    public static SliceWriter of(byte[] head, OutputStream out) throws IOException {
        int magic = head.length < HEAD_BYTES ? 0 : Wire.i32(head, 0);
        if (magic == PcapngFormat.SECTION_HEADER) {
            return new Blocks(out);
        }
        PcapFormat.Variant variant = PcapFormat.Variant.of(magic);
        if (variant == null) {
            throw new CaptureFormatException("the file does not begin with a pcap or pcapng header", 0);
        }
        return new Records(out, variant, head);
    }

    /// True when packets stand in sections, whose blocks are to be written before them.
    public abstract boolean hasSections();

    /// Begins a section.
    ///
    /// @param header as it stands in the capture, at most its first [#MAX_SECTION_HEADER_BYTES] bytes
    public abstract void section(byte[] header) throws IOException;

    /// Writes an interface description of the section.
    public abstract void description(byte[] block) throws IOException;

    /// @param record the packet's record, its header included, is the first `length` bytes
    public abstract void packet(byte[] record, int length) throws IOException;

    private static final class Blocks extends SliceWriter {
        Blocks(OutputStream out) {
            super(out);
        }

        @Override
        public boolean hasSections() {
            return true;
        }

        /// Without its length, as blocks are left out.
        @Override
        public void section(byte[] header) throws IOException {
            boolean little = Wire.i32(header, 8) == Integer.reverseBytes(PcapngFormat.BYTE_ORDER_MAGIC);
            ByteBuffer block = ByteBuffer.wrap(header).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).putLong(SECTION_LENGTH_AT, UNKNOWN_LENGTH);
            if (block.getInt(4) == header.length) {
                out.write(header);
                return;
            }
            block.putInt(4, BARE_SECTION_HEADER_BYTES).putInt(BARE_SECTION_HEADER_BYTES - 4, BARE_SECTION_HEADER_BYTES);
            out.write(header, 0, BARE_SECTION_HEADER_BYTES);
        }

        @Override
        public void description(byte[] block) throws IOException {
            out.write(block);
        }

        @Override
        public void packet(byte[] record, int length) throws IOException {
            out.write(record, 0, length);
        }
    }

    private static final class Records extends SliceWriter {
        private static final int INTERFACE_BYTES = 32;
        private static final int ENHANCED_PACKET_BYTES = 32;
        private static final int OPTION_RESOLUTION = 9;
        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        private final PcapFormat.Variant variant;
        private final byte[] header;
        private final byte[] block = new byte[ENHANCED_PACKET_BYTES];

        Records(OutputStream out, PcapFormat.Variant variant, byte[] head) throws IOException {
            super(out);
            this.variant = variant;
            this.header = head;
            int linkType = Wire.i32(head, 20, variant.littleEndian) & PcapFormat.LINK_TYPE_MASK;
            int snapshotLength = Wire.i32(head, 16, variant.littleEndian);
            out.write(buffer(BARE_SECTION_HEADER_BYTES).putInt(PcapngFormat.SECTION_HEADER).putInt(BARE_SECTION_HEADER_BYTES).putInt(PcapngFormat.BYTE_ORDER_MAGIC)
                    .putShort((short) 1).putShort((short) 0).putLong(UNKNOWN_LENGTH).putInt(BARE_SECTION_HEADER_BYTES).array());
            out.write(buffer(INTERFACE_BYTES).putInt(PcapngFormat.INTERFACE_DESCRIPTION).putInt(INTERFACE_BYTES).putShort((short) linkType).putShort((short) 0).putInt(snapshotLength)
                    .putShort((short) OPTION_RESOLUTION).putShort((short) 1).put((byte) (variant.nanosPerTick == 1 ? 9 : 6)).put(new byte[3]).putInt(0).putInt(INTERFACE_BYTES).array());
        }

        private static ByteBuffer buffer(int length) {
            return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public boolean hasSections() {
            return false;
        }

        @Override
        public void section(byte[] header) {
            throw new IllegalStateException("a pcap has no sections");
        }

        @Override
        public void description(byte[] description) {
            throw new IllegalStateException("a pcap has no sections");
        }

        @Override
        public void packet(byte[] record, int length) throws IOException {
            boolean little = variant.littleEndian;
            int captured = length - variant.recordHeaderBytes;
            int padding = -captured & 3;
            int blockLength = ENHANCED_PACKET_BYTES + captured + padding;
            long ticks = Wire.u32(record, 0, little) * (NANOS_PER_SECOND / variant.nanosPerTick) + Wire.u32(record, 4, little);
            ByteBuffer head = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putInt(PcapngFormat.ENHANCED_PACKET).putInt(blockLength).putInt(0)
                    .putInt((int) (ticks >>> Integer.SIZE)).putInt((int) ticks).putInt(captured).putInt((int) PcapFormat.originalLength(header, record, little)).putInt(blockLength);
            out.write(block, 0, head.position() - Integer.BYTES);
            out.write(record, variant.recordHeaderBytes, captured);
            out.write(PADDING, 0, padding);
            out.write(block, head.position() - Integer.BYTES, Integer.BYTES);
        }

        private static final byte[] PADDING = new byte[3];
    }
}

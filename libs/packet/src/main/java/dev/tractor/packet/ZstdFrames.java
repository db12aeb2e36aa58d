package dev.tractor.packet;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The zstd frames of a stream (RFC 8878, section 3.1), without the skippable ones, which pzstd writes and the decoder does not know. One that refers farther
/// back than is kept is refused: a decoder holds so much of what it has decoded, for a frame without a window all of it. Only the headers of frames and
/// blocks are looked at.
final class ZstdFrames extends FilterInputStream {
    /// What RFC 8878, section 3.1.1.1.2, recommends to support; more is only asked for by zstd's `--long` and `--ultra`.
    static final int MAX_WINDOW_BYTES = 8 << 20;
    private static final int MAGIC = 0xfd2f_b528;
    private static final int SKIPPABLE_MAGIC = 0x184d_2a50;
    private static final int MAGIC_BYTES = 4;
    private static final int SKIPPABLE_HEADER_BYTES = 8;
    private static final int BLOCK_HEADER_BYTES = 3;
    private static final int CHECKSUM_BYTES = 4;
    /// A block's length has 21 bits.
    private static final int LONGEST_BODY_BYTES = (1 << 21) - 1 + CHECKSUM_BYTES;
    private static final int LONGEST_HEADER_BYTES = 18;
    private static final int RUN_OF_ONE_BYTE = 1;
    private static final int[] DICTIONARY_ID_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};

    private enum Part { MAGIC, SKIPPABLE, DESCRIPTOR, FRAME, BLOCK }

    private final byte[] header = new byte[LONGEST_HEADER_BYTES];
    private Part part = Part.MAGIC;
    private int wanted = MAGIC_BYTES;
    private int have;
    /// Bytes of the header that are handed on, and how many of them were.
    private int told;
    private int handed;
    /// Bytes behind the header, to be handed on or left out.
    private long body;
    private long left;
    private boolean checksum;

    /// The frame cannot be read in the memory that is given to it.
    static final class WindowException extends IOException {
        private static final long serialVersionUID = 1L;

        private WindowException() {
            super("refers farther back than the 8 MiB that are kept (it was made with --long or --ultra); decompress it first");
        }
    }

    ZstdFrames(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            if (handed < told) {
                int count = Math.min(length, told - handed);
                System.arraycopy(header, handed, target, offset, count);
                handed += count;
                return count;
            }
            if (body > 0) {
                int count = in.read(target, offset, (int) Math.min(length, body));
                if (count < 0 && body <= LONGEST_BODY_BYTES) {
                    throw new EOFException();
                }
                body -= Math.max(count, 0);
                return count;
            }
            if (left > 0) {
                left -= Math.max(in.skip(left - 1), 0);
                if (in.read() < 0) {
                    throw new EOFException();
                }
                left--;
            } else if (!readHeader()) {
                return -1;
            }
        }
    }

    /// Where a frame may begin, less than a header is handed on, so that the decoder says what is wrong with it.
    ///
    /// @return false at the end
    private boolean readHeader() throws IOException {
        have += in.readNBytes(header, have, wanted - have);
        if (have == wanted) {
            next();
            return true;
        }
        if (part != Part.MAGIC) {
            throw new EOFException();
        }
        hand(0, part, wanted);
        return told > 0;
    }

    private void next() throws WindowException {
        switch (part) {
            case MAGIC -> {
                int magic = Wire.i32(header, 0, true);
                if (magic == MAGIC) {
                    extend(Part.DESCRIPTOR, MAGIC_BYTES + 1);
                } else if ((magic & ~0xf) == SKIPPABLE_MAGIC) {
                    extend(Part.SKIPPABLE, SKIPPABLE_HEADER_BYTES);
                } else {
                    hand(Long.MAX_VALUE, Part.MAGIC, MAGIC_BYTES);
                }
            }
            case SKIPPABLE -> {
                left = Wire.u32(header, MAGIC_BYTES, true);
                have = 0;
                extend(Part.MAGIC, MAGIC_BYTES);
            }
            case DESCRIPTOR -> extend(Part.FRAME, MAGIC_BYTES + 1 + (isWhole() ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor() & 3] + contentSizeBytes());
            case FRAME -> {
                checksum = (descriptor() & 4) != 0;
                if (window() > MAX_WINDOW_BYTES) {
                    throw new WindowException();
                }
                hand(0, Part.BLOCK, BLOCK_HEADER_BYTES);
            }
            case BLOCK -> {
                int block = Wire.u16(header, 0, true) | Wire.u8(header, 2) << Short.SIZE;
                boolean last = (block & 1) != 0;
                int bytes = (block >>> 1 & 3) == RUN_OF_ONE_BYTE ? 1 : block >>> 3;
                hand(bytes + (last && checksum ? CHECKSUM_BYTES : 0), last ? Part.MAGIC : Part.BLOCK, last ? MAGIC_BYTES : BLOCK_HEADER_BYTES);
            }
        }
    }

    private void extend(Part longer, int bytes) {
        part = longer;
        wanted = bytes;
    }

    /// Hands the header on, and the bytes behind it.
    private void hand(long bytes, Part following, int headerBytes) {
        told = have;
        handed = 0;
        have = 0;
        body = bytes;
        extend(following, headerBytes);
    }

    private int descriptor() {
        return Wire.u8(header, MAGIC_BYTES);
    }

    /// A "single segment": its window is its content.
    private boolean isWhole() {
        return (descriptor() & 0x20) != 0;
    }

    private int contentSizeBytes() {
        int flag = descriptor() >>> 6;
        return flag == 0 && isWhole() ? 1 : CONTENT_SIZE_BYTES[flag];
    }

    /// @return bytes; beyond what a long holds the greatest one
    private long window() {
        if (!isWhole()) {
            int window = Wire.u8(header, MAGIC_BYTES + 1);
            long base = 1L << 10 + (window >>> 3);
            return base + base / 8 * (window & 7);
        }
        long size = 0;
        for (int i = 0; i < contentSizeBytes(); i++) {
            size |= (long) Wire.u8(header, wanted - contentSizeBytes() + i) << Byte.SIZE * i;
        }
        return size < 0 ? Long.MAX_VALUE : contentSizeBytes() == 2 ? size + 256 : size;
    }
}

package dev.tractor.packet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A forward window over the bytes of a capture. Memory is one chunk and the longest record, however long the capture is.
final class CaptureInput {
    /// Long enough that a read costs little per packet, short enough to stay in the second-level cache.
    private static final int CHUNK_LENGTH = 1 << 20;
    /// No packet of any link type comes near it; a longer record is a corrupt length.
    static final int MAX_RECORD_LENGTH = 16 << 20;

    private static final VarHandle INT_LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT_BE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT_LE = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT_BE = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private byte[] buffer = new byte[CHUNK_LENGTH];
    private int position;
    private int limit;
    private long base;
    private boolean ended;
    private String fault;

    CaptureInput(InputStream in) {
        this.in = in;
    }

    byte[] buffer() {
        return buffer;
    }

    int position() {
        return position;
    }

    /// Bytes that can be read without asking for more.
    int available() {
        return limit - position;
    }

    /// Byte of the (uncompressed) capture at the position.
    long offset() {
        return base + position;
    }

    /// Why the input ended before its end (a damaged compressed stream), or null.
    String fault() {
        return fault;
    }

    void advance(int bytes) {
        position += bytes;
    }

    /// Makes `length` bytes readable at the position.
    ///
    /// @return false when the input ends before; what there is stays readable
    boolean require(int length) throws IOException {
        if (limit - position >= length) {
            return true;
        }
        compact(length);
        while (!ended && limit < length) {
            int count = read();
            if (count < 0) {
                ended = true;
            } else {
                limit += count;
            }
        }
        return limit >= length;
    }

    private int read() throws IOException {
        try {
            return in.read(buffer, limit, buffer.length - limit);
        } catch (EOFException | java.util.zip.ZipException e) {
            fault = "the compressed data is damaged or cut: " + e.getMessage();
            return -1;
        }
    }

    private void compact(int length) {
        int rest = limit - position;
        byte[] target = length > buffer.length ? new byte[Math.max(length, Math.min(2 * buffer.length, MAX_RECORD_LENGTH + CHUNK_LENGTH))] : buffer;
        System.arraycopy(buffer, position, target, 0, rest);
        buffer = target;
        base += position;
        position = 0;
        limit = rest;
    }

    int intAt(int relative, boolean littleEndian) {
        return (int) (littleEndian ? INT_LE : INT_BE).get(buffer, position + relative);
    }

    int shortAt(int relative, boolean littleEndian) {
        return (short) (littleEndian ? SHORT_LE : SHORT_BE).get(buffer, position + relative) & 0xFFFF;
    }

    long unsignedAt(int relative, boolean littleEndian) {
        return Integer.toUnsignedLong(intAt(relative, littleEndian));
    }

    /// The next at most `count` bytes, for a message.
    String hex(int count) {
        return java.util.HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOfRange(buffer, position, position + Math.min(count, available())));
    }
}

package dev.tractor.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes structures in Thrift's compact protocol, in which Parquet's page headers and footer are. Fields of a structure come in ascending order.
final class ThriftCompact {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    /// An element type's number, for [#list].
    static final int ELEMENT_I32 = I32;
    static final int ELEMENT_BINARY = BINARY;
    static final int ELEMENT_STRUCT = STRUCT;
    private static final int LONGEST_SHORT_LIST = 14;
    /// A footer's structures are six deep.
    private static final int MAX_DEPTH = 16;

    private byte[] bytes = new byte[256];
    private int length;
    private final int[] lastField = new int[MAX_DEPTH];
    private int depth;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        depth = 0;
        lastField[0] = 0;
    }

    /// Begins a structure that is an element of a list.
    ThriftCompact begin() {
        lastField[++depth] = 0;
        return this;
    }

    ThriftCompact begin(int field) {
        header(field, STRUCT);
        return begin();
    }

    /// Ends the structure begun last.
    ThriftCompact end() {
        stop();
        depth--;
        return this;
    }

    /// Ends the outermost structure, which was not begun.
    void stop() {
        put(0);
    }

    ThriftCompact bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    ThriftCompact i32(int field, int value) {
        header(field, I32);
        return i32(value);
    }

    /// An element of a list.
    ThriftCompact i32(int value) {
        varint((value << 1 ^ value >> 31) & 0xFFFF_FFFFL);
        return this;
    }

    ThriftCompact i64(int field, long value) {
        header(field, I64);
        varint(value << 1 ^ value >> 63);
        return this;
    }

    ThriftCompact text(int field, String value) {
        header(field, BINARY);
        return text(value);
    }

    /// An element of a list.
    ThriftCompact text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        return raw(utf8, utf8.length);
    }

    /// The elements follow.
    ThriftCompact list(int field, int elementType, int count) {
        header(field, LIST);
        if (count <= LONGEST_SHORT_LIST) {
            put(count << 4 | elementType);
        } else {
            put(0xF0 | elementType);
            varint(count);
        }
        return this;
    }

    /// Bytes that were written by another one, as elements of a list.
    ThriftCompact raw(byte[] written, int count) {
        room(count);
        System.arraycopy(written, 0, bytes, length, count);
        length += count;
        return this;
    }

    private void header(int field, int type) {
        put(field - lastField[depth] << 4 | type);
        lastField[depth] = field;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((int) (rest | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    private void put(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

package dev.tractor.stats.store;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

/// Goes from field to field of a protobuf message where it lies, without an object for what it holds (https://protobuf.dev/programming-guides/encoding/).
public final class WireFields {
    private static final int VARINT_BITS = 7;

    private byte[] bytes;
    private int at;
    private int end;
    private int field;
    private long number;
    private int begin;

    /// Stands before the first field.
    ///
    /// @param from where the message begins
    /// @param to behind its last byte
    public WireFields of(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        return this;
    }

    /// Goes to the next field; groups, which proto3 has not, are refused.
    ///
    /// @return whether there is one
    public boolean next() throws InvalidProtocolBufferException {
        if (at == end) {
            return false;
        }
        int tag = (int) varint();
        field = WireFormat.getTagFieldNumber(tag);
        number = 0;
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> number = varint();
            case WireFormat.WIRETYPE_FIXED64 -> number = littleEndian(Long.BYTES);
            case WireFormat.WIRETYPE_FIXED32 -> number = littleEndian(Integer.BYTES);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                long length = varint();
                begin = at;
                pass(length);
                return true;
            }
            default -> throw new InvalidProtocolBufferException("field of wire type " + WireFormat.getTagWireType(tag));
        }
        begin = at;
        return true;
    }

    public int field() {
        return field;
    }

    /// 0 for what is no number.
    public long number() {
        return number;
    }

    /// Of a text, bytes or a message; of a number the same as its end.
    public int begin() {
        return begin;
    }

    /// Behind its last byte.
    public int end() {
        return at;
    }

    private long varint() throws InvalidProtocolBufferException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VARINT_BITS) {
            if (at == end) {
                throw cut();
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidProtocolBufferException("number of more than ten bytes");
    }

    private long littleEndian(int width) throws InvalidProtocolBufferException {
        int from = at;
        pass(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[from + i] & 0xFF;
        }
        return value;
    }

    private void pass(long length) throws InvalidProtocolBufferException {
        if (length < 0 || length > end - at) {
            throw cut();
        }
        at += (int) length;
    }

    private static InvalidProtocolBufferException cut() {
        return new InvalidProtocolBufferException("it ends within a field");
    }
}

package dev.tractor.stats.columns;

import java.nio.ByteBuffer;

/// Values of which many flows have the same.
public record Coded(Numbers codes, Dictionary dictionary) {
    public int code(int row) {
        return (int) codes.get(row);
    }

    /// @return null for no value
    public String text(int row) {
        return dictionary.text(code(row));
    }

    static Coded decode(ByteBuffer stored, int rows) {
        return new Coded(Numbers.decode(stored, rows), Dictionary.decode(stored));
    }

    static byte[] encode(long[] codes, int rows, Dictionary dictionary) {
        byte[] numbers = Numbers.encode(codes, rows);
        byte[] values = dictionary.encode();
        return ByteBuffer.allocate(numbers.length + values.length).put(numbers).put(values).array();
    }
}

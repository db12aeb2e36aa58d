package dev.tractor.flow;

/// A [Spread] with its own count (long at 32) and sum (long at 40).
final class Series {
    static final int LENGTH = Spread.LENGTH + 16;
    private static final int COUNT = Spread.LENGTH;
    private static final int SUM = COUNT + 8;

    private Series() {}

    static void add(byte[] memory, int at, long value) {
        long count = count(memory, at);
        Spread.add(memory, at, value, count == 0);
        Bytes.putLong(memory, at + COUNT, count + 1);
        Bytes.putLong(memory, at + SUM, sum(memory, at) + value);
    }

    static long count(byte[] memory, int at) {
        return Bytes.getLong(memory, at + COUNT);
    }

    static long sum(byte[] memory, int at) {
        return Bytes.getLong(memory, at + SUM);
    }
}

package dev.tractor.flow;

/// A [Spread] with its own count (at 4) and sum (at 5).
final class Series {
    static final int LENGTH = Spread.LENGTH + 2;
    private static final int COUNT = Spread.LENGTH;
    private static final int SUM = COUNT + 1;

    private Series() {}

    static void add(long[] memory, int at, long value) {
        long count = memory[at + COUNT];
        Spread.add(memory, at, value, count == 0);
        memory[at + COUNT] = count + 1;
        memory[at + SUM] += value;
    }

    static long count(long[] memory, int at) {
        return memory[at + COUNT];
    }

    static long sum(long[] memory, int at) {
        return memory[at + SUM];
    }
}

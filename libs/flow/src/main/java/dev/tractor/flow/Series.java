package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// A [Spread] with its own count (long at 32) and sum (long at 40).
final class Series {
    static final int LENGTH = Spread.LENGTH + 16;
    private static final int COUNT = Spread.LENGTH;
    private static final int SUM = COUNT + 8;

    private Series() {}

    static void add(MemorySegment memory, long at, long value) {
        long count = count(memory, at);
        Spread.add(memory, at, value, count == 0);
        memory.set(JAVA_LONG_UNALIGNED, at + COUNT, count + 1);
        memory.set(JAVA_LONG_UNALIGNED, at + SUM, sum(memory, at) + value);
    }

    static long count(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + COUNT);
    }

    static long sum(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + SUM);
    }
}

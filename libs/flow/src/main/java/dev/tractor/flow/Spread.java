package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// Extremes and exact sum of squares of a series of numbers, 32 bytes in a flow's record; count and sum are known to the caller.
///
/// ```
///  0  min  long      8  max  long      16  sum of squares, upper half      24  lower half
/// ```
/// The sum of squares has 128 bits: nothing is rounded before the end, so equal gaps have a deviation of exactly 0.
final class Spread {
    static final int LENGTH = 32;
    private static final int MAX = 8;
    static final int SQUARES_HIGH = 16;
    static final int SQUARES_LOW = 24;
    private static final double TWO_TO_64 = 0x1p64;

    private Spread() {}

    static void add(MemorySegment memory, long at, long value, boolean first) {
        if (first) {
            memory.set(JAVA_LONG_UNALIGNED, at, value);
            memory.set(JAVA_LONG_UNALIGNED, at + MAX, value);
        } else if (value < memory.get(JAVA_LONG_UNALIGNED, at)) {
            memory.set(JAVA_LONG_UNALIGNED, at, value);
        } else if (value > memory.get(JAVA_LONG_UNALIGNED, at + MAX)) {
            memory.set(JAVA_LONG_UNALIGNED, at + MAX, value);
        }
        long low = memory.get(JAVA_LONG_UNALIGNED, at + SQUARES_LOW);
        long sum = low + value * value;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        memory.set(JAVA_LONG_UNALIGNED, at + SQUARES_LOW, sum);
        long high = Math.multiplyHigh(value, value) + carry;
        if (high != 0) {
            memory.set(JAVA_LONG_UNALIGNED, at + SQUARES_HIGH, memory.get(JAVA_LONG_UNALIGNED, at + SQUARES_HIGH) + high);
        }
    }

    static long min(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at);
    }

    static long max(MemorySegment memory, long at) {
        return memory.get(JAVA_LONG_UNALIGNED, at + MAX);
    }

    /// Sample standard deviation (n-1); 0 for a single value.
    static double deviation(MemorySegment memory, long at, long count, long sum) {
        return deviation(memory.get(JAVA_LONG_UNALIGNED, at + SQUARES_HIGH), memory.get(JAVA_LONG_UNALIGNED, at + SQUARES_LOW), count, sum);
    }

    /// Squares are summed around the whole part of the mean, in 128 bits, so that no digits cancel.
    static double deviation(long squaresHigh, long squaresLow, long count, long sum) {
        if (count < 2) {
            return 0;
        }
        long mean = sum / count;
        long rest = sum - mean * count;
        long shiftHigh = Math.multiplyHigh(mean, sum + rest);
        long shiftLow = mean * (sum + rest);
        long low = squaresLow - shiftLow;
        long borrow = Long.compareUnsigned(squaresLow, shiftLow) < 0 ? 1 : 0;
        double around = (squaresHigh - shiftHigh - borrow) * TWO_TO_64 + unsigned(low);
        double squares = around - (double) rest * rest / count;
        return Math.sqrt(Math.max(0, squares) / (count - 1));
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}

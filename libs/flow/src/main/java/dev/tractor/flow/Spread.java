package dev.tractor.flow;

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

    static void add(byte[] memory, int at, long value, boolean first) {
        if (first) {
            Bytes.putLong(memory, at, value);
            Bytes.putLong(memory, at + MAX, value);
        } else if (value < Bytes.getLong(memory, at)) {
            Bytes.putLong(memory, at, value);
        } else if (value > Bytes.getLong(memory, at + MAX)) {
            Bytes.putLong(memory, at + MAX, value);
        }
        long low = Bytes.getLong(memory, at + SQUARES_LOW);
        long sum = low + value * value;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        Bytes.putLong(memory, at + SQUARES_LOW, sum);
        long high = Math.multiplyHigh(value, value) + carry;
        if (high != 0) {
            Bytes.putLong(memory, at + SQUARES_HIGH, Bytes.getLong(memory, at + SQUARES_HIGH) + high);
        }
    }

    static long min(byte[] memory, int at) {
        return Bytes.getLong(memory, at);
    }

    static long max(byte[] memory, int at) {
        return Bytes.getLong(memory, at + MAX);
    }

    /// Sample standard deviation (n-1); 0 for a single value.
    static double deviation(byte[] memory, int at, long count, long sum) {
        return deviation(Bytes.getLong(memory, at + SQUARES_HIGH), Bytes.getLong(memory, at + SQUARES_LOW), count, sum);
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

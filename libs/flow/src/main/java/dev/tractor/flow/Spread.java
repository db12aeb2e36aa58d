package dev.tractor.flow;

/// Extremes and exact sum of squares of a series of numbers, four longs in a flow's record; count and sum are known to the caller.
///
/// ```
///  0  min      1  max      2  sum of squares, upper half      3  lower half
/// ```
/// The sum of squares has 128 bits: nothing is rounded before the end, so equal gaps have a deviation of exactly 0.
final class Spread {
    static final int LENGTH = 4;
    private static final int MAX = 1;
    static final int SQUARES_HIGH = 2;
    static final int SQUARES_LOW = 3;
    private static final double TWO_TO_64 = 0x1p64;
    /// Doubles hold every integer below.
    private static final long EXACT = 1L << 53;

    private Spread() {}

    static void add(long[] memory, int at, long value, boolean first) {
        if (first) {
            memory[at] = value;
            memory[at + MAX] = value;
        } else if (value < memory[at]) {
            memory[at] = value;
        } else if (value > memory[at + MAX]) {
            memory[at + MAX] = value;
        }
        long low = memory[at + SQUARES_LOW];
        long sum = low + value * value;
        memory[at + SQUARES_LOW] = sum;
        boolean carry = sum + Long.MIN_VALUE < low + Long.MIN_VALUE;
        // The square of a gap of less than four seconds has no upper half.
        if (carry || value >>> Integer.SIZE != 0) {
            memory[at + SQUARES_HIGH] += Math.multiplyHigh(value, value) + (carry ? 1 : 0);
        }
    }

    static long min(long[] memory, int at) {
        return memory[at];
    }

    static long max(long[] memory, int at) {
        return memory[at + MAX];
    }

    /// Sample standard deviation (n-1); 0 for a single value.
    static double deviation(long[] memory, int at, long count, long sum) {
        return deviation(memory[at + SQUARES_HIGH], memory[at + SQUARES_LOW], count, sum);
    }

    /// Squares are summed around the whole part of the mean, in 128 bits, so that no digits cancel.
    static double deviation(long squaresHigh, long squaresLow, long count, long sum) {
        if (count < 2) {
            return 0;
        }
        long mean = quotient(sum, count);
        long rest = sum - mean * count;
        long shiftHigh = Math.multiplyHigh(mean, sum + rest);
        long shiftLow = mean * (sum + rest);
        long low = squaresLow - shiftLow;
        long borrow = Long.compareUnsigned(squaresLow, shiftLow) < 0 ? 1 : 0;
        double around = (squaresHigh - shiftHigh - borrow) * TWO_TO_64 + unsigned(low);
        double squares = around - (double) rest * rest / count;
        return Math.sqrt(Math.max(0, squares) / (count - 1));
    }

    /// As doubles where these are exact enough to be cut off: the first compiler calls a routine for each division of longs.
    private static long quotient(long sum, long count) {
        return sum < EXACT && sum > -EXACT && count < EXACT ? (long) ((double) sum / count) : sum / count;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}

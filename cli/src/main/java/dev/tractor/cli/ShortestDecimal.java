package dev.tractor.cli;

/// Finds the shortest decimal that reads back as the same double, the closest of those, for numbers of a usual magnitude. As [Double#toString(double)], but a few steps
/// of exact arithmetic: for these the number times a power of ten is an integer of 128 bits over a power of two. Used again and again.
final class ShortestDecimal {
    static final double LEAST = 1e-3;
    static final double END = 1e15;
    /// Enough for every double.
    static final int DIGITS = 17;
    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_OF_ONES = 1_075;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int MAX_SCALE = 19;
    private static final long[] POWERS_OF_FIVE = powersOf(5, MAX_SCALE);
    private static final long[] POWERS_OF_TEN = powersOf(10, MAX_SCALE - 1);

    private long digits;
    private int scale;
    /// The number without its fraction.
    private long before;

    /// @param number at least [#LEAST], less than [#END], and no integer
    /// @return false for a power of two, whose lower neighbour is nearer than its upper one
    boolean find(double number) {
        long bits = Double.doubleToRawLongBits(number);
        if ((bits & HIDDEN_BIT - 1) == 0) {
            return false;
        }
        long mantissa = bits & HIDDEN_BIT - 1 | HIDDEN_BIT;
        int exponent = (int) (bits >>> FRACTION_BITS) - EXPONENT_OF_ONES;
        scale = scale(number);
        // number * 10^scale = mantissa * 5^scale / 2^shift; half the distance to a neighbour is 5^scale / 2 of the same parts
        long five = POWERS_OF_FIVE[scale];
        int shift = -(exponent + scale);
        long lower = mantissa * five;
        long whole = Math.multiplyHigh(mantissa, five) << Long.SIZE - shift | lower >>> shift;
        long parts = lower & (1L << shift) - 1;
        before = (long) number;
        if (isNear(whole, parts, shift, five, 100, 1e-2) || isNear(whole, parts, shift, five, 10, 1e-1)) {
            return true;
        }
        digits = whole + (isNearerUp(parts, 1L << shift - 1, 0, whole) ? 1 : 0);
        return true;
    }

    /// Tries the nearest multiple of a unit.
    private boolean isNear(long whole, long parts, int shift, long five, int unit, double reciprocal) {
        long shorter = Digits.quotient(whole, unit, reciprocal);
        long rest = whole - shorter * unit;
        digits = (shorter + (isNearerUp(rest, unit >> 1, parts, shorter) ? 1 : 0)) * unit;
        return 2 * Math.abs((digits - whole << shift) - parts) < five;
    }

    /// Of two that are equally near the even one is taken.
    private static boolean isNearerUp(long rest, long half, long more, long lower) {
        return rest > half || rest == half && (more > 0 || (lower & 1) == 1);
    }

    private static int scale(double number) {
        if (number < 1) {
            return number >= 0.1 ? DIGITS : number >= 0.01 ? DIGITS + 1 : DIGITS + 2;
        }
        long whole = (long) number;
        int scale = DIGITS - 1;
        for (int i = 1; whole >= POWERS_OF_TEN[i]; i++) {
            scale--;
        }
        return scale;
    }

    /// What stands before the point: rounding can make it one more than that of the number.
    long whole() {
        return scale < DIGITS && digits - before * POWERS_OF_TEN[scale] >= POWERS_OF_TEN[scale] ? before + 1 : before;
    }

    /// Digits behind the point, trailing zeros among them; the first ones are zeros where [#fractionDigits()] is more than [#DIGITS].
    long fraction() {
        return scale < DIGITS ? digits - whole() * POWERS_OF_TEN[scale] : digits;
    }

    int fractionDigits() {
        return scale;
    }

    private static long[] powersOf(int base, int last) {
        long[] powers = new long[last + 1];
        powers[0] = 1;
        for (int i = 1; i <= last; i++) {
            powers[i] = base * powers[i - 1];
        }
        return powers;
    }
}

package dev.tractor.cli;

/// Puts numbers as text into an array that has room for them, and for what is written in vain behind them. Each method returns the place behind, since a place handed on costs
/// less than a field.
final class Digits {
    /// Three digits are written of any number below a thousand, so that nothing depends on how many it has: the processor could only guess.
    static final int FEW_ROOM = 3;
    /// For a long: the most bytes of one with its sign, and two more.
    static final int ROOM = 20 + FEW_ROOM - 1;
    /// Decimals of up to fifteen digits are all different doubles, so that many are written as they are.
    static final long END_OF_THOUSANDTHS = 1_000_000_000_000_000L;

    private static final long BILLION = 1_000_000_000;
    private static final int BILLION_DIGITS = 9;
    private static final int THOUSAND = 1_000;
    /// Three digits of each number below a thousand, the first one in the lowest byte.
    private static final int[] TRIPLES = triples();
    /// The digits of each number below a thousand without leading zeros, the first one in the lowest byte, and in the highest byte how many they are.
    private static final int[] FEW = few();

    private Digits() {}

    static int put(byte[] out, int at, long number) {
        if (number >= 0 && number < THOUSAND) {
            return putFew(out, at, (int) number);
        }
        if (number < 0) {
            return putNegative(out, at, number);
        }
        if (number > Integer.MAX_VALUE) {
            long upper = quotient(number, BILLION, 1e-9);
            return putPadded(out, put(out, at, upper), (int) (number - upper * BILLION), BILLION_DIGITS);
        }
        int thousands = thousands((int) number);
        int end = thousands < THOUSAND ? putFew(out, at, thousands) : put(out, at, thousands);
        return putTriple(out, end, (int) number - THOUSAND * thousands);
    }

    /// A number of at most three digits.
    static int putFew(byte[] out, int at, int number) {
        int few = FEW[number];
        out[at] = (byte) few;
        out[at + 1] = (byte) (few >> 8);
        out[at + 2] = (byte) (few >> 16);
        return at + (few >>> 24);
    }

    private static int putTriple(byte[] out, int at, int number) {
        int triple = TRIPLES[number];
        out[at] = (byte) triple;
        out[at + 1] = (byte) (triple >> 8);
        out[at + 2] = (byte) (triple >> 16);
        return at + 3;
    }

    /// @param number not negative; the compiler would divide
    private static int thousands(int number) {
        return (int) (number * 274_877_907L >>> 38);
    }

    /// A quotient cut off. The product of doubles is some units off at the most, while the first compiler calls a routine for each division of longs.
    ///
    /// @param reciprocal of the divisor
    static long quotient(long number, long divisor, double reciprocal) {
        if (number < 0) {
            return number / divisor;
        }
        long quotient = (long) (number * reciprocal);
        long rest = number - quotient * divisor;
        while (rest < 0) {
            quotient--;
            rest += divisor;
        }
        while (rest >= divisor) {
            quotient++;
            rest -= divisor;
        }
        return quotient;
    }

    private static int putNegative(byte[] out, int at, long number) {
        out[at] = '-';
        if (number > Long.MIN_VALUE) {
            return put(out, at + 1, -number);
        }
        long upper = number / BILLION;
        return putPadded(out, put(out, at + 1, -upper), (int) (upper * BILLION - number), BILLION_DIGITS);
    }

    /// Writes so many digits, from the last one on, three at a time.
    ///
    /// @param number not negative, of at most so many digits
    static int putPadded(byte[] out, int at, int number, int digits) {
        int place = at + digits;
        int rest = number;
        while (place - at >= 3) {
            int thousands = thousands(rest);
            place -= 3;
            putTriple(out, place, rest - THOUSAND * thousands);
            rest = thousands;
        }
        int triple = TRIPLES[rest];
        if (place > at) {
            out[--place] = (byte) (triple >> 16);
        }
        if (place > at) {
            out[--place] = (byte) (triple >> 8);
        }
        return at + digits;
    }

    /// @param digits at most 17
    static int putPadded(byte[] out, int at, long number, int digits) {
        if (digits <= BILLION_DIGITS) {
            return putPadded(out, at, (int) number, digits);
        }
        long upper = quotient(number, BILLION, 1e-9);
        return putPadded(out, putPadded(out, at, (int) upper, digits - BILLION_DIGITS), (int) (number - upper * BILLION), BILLION_DIGITS);
    }

    /// With as many decimals as it has, at most three.
    ///
    /// @param thousandths between -[#END_OF_THOUSANDTHS] and [#END_OF_THOUSANDTHS]
    static int putThousandths(byte[] out, int at, long thousandths) {
        if (thousandths < 0) {
            out[at] = '-';
            return putThousandths(out, at + 1, -thousandths);
        }
        // A double holds it, and multiplying doubles is quicker than dividing; half a thousandth is more than the product can be off.
        long whole = (long) ((thousandths + 0.5) * 1e-3);
        int rest = (int) (thousandths - whole * 1_000);
        int end = put(out, at, whole);
        if (rest == 0) {
            return end;
        }
        out[end] = '.';
        return withoutZeros(out, putPadded(out, end + 1, rest, 3));
    }

    /// With six decimals; what is finer is cut off.
    static int putSeconds(byte[] out, int at, long nanos) {
        if (nanos < 0) {
            out[at] = '-';
            return putSeconds(out, at + 1, -Math.floorDiv(nanos, 1_000L) * 1_000);
        }
        // The quotient of doubles is at most one off.
        long seconds = (long) (nanos / 1e9);
        long rest = nanos - seconds * BILLION;
        if (rest < 0) {
            seconds--;
            rest += BILLION;
        } else if (rest >= BILLION) {
            seconds++;
            rest -= BILLION;
        }
        int point = put(out, at, seconds);
        out[point] = '.';
        return putPadded(out, point + 1, thousands((int) rest), 6);
    }

    /// @return the place behind the last digit that is no zero
    static int withoutZeros(byte[] out, int end) {
        int last = end;
        while (out[last - 1] == '0') {
            last--;
        }
        return last;
    }

    private static int[] triples() {
        int[] triples = new int[THOUSAND];
        for (int i = 0; i < THOUSAND; i++) {
            triples[i] = '0' + i / 100 | '0' + i / 10 % 10 << 8 | '0' + i % 10 << 16;
        }
        return triples;
    }

    private static int[] few() {
        int[] few = new int[THOUSAND];
        for (int i = 0; i < THOUSAND; i++) {
            int digits = i < 10 ? 1 : i < 100 ? 2 : 3;
            few[i] = TRIPLES[i] >>> (3 - digits) * Byte.SIZE | digits << 24;
        }
        return few;
    }
}

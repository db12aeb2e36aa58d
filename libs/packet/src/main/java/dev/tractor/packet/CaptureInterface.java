package dev.tractor.packet;

/// What a pcapng Interface Description Block says.
///
/// @param linkType LINKTYPE number
/// @param snapshotLength bytes, 0 for unlimited
/// @param resolution `if_tsresol`: a power of ten, or of two with the highest bit set
/// @param offsetSeconds `if_tsoffset`
record CaptureInterface(int linkType, long snapshotLength, int resolution, long offsetSeconds) {
    private static final int OPTION_END = 0;
    private static final int OPTION_RESOLUTION = 9;
    private static final int OPTION_OFFSET = 14;
    private static final int DEFAULT_RESOLUTION = 6;
    private static final int POWER_OF_TWO = 0x80;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long[] POWERS_OF_TEN = powersOfTen();
    /// Times, nanoseconds since the epoch, end here in either direction, 146 years from it, so that no difference of two overflows.
    static final long TIME_LIMIT = 1L << 62;
    private static final long TIME_LIMIT_SECONDS = TIME_LIMIT / NANOS_PER_SECOND;
    private static final long[] LIMITS = limits();

    /// @param at place of the block, which is there whole
    static CaptureInterface read(byte[] memory, int at, int length, boolean little) {
        int resolution = DEFAULT_RESOLUTION;
        long offset = 0;
        int option = at + 16;
        int end = at + length - 4;
        while (option + 4 <= end) {
            int code = Wire.u16(memory, option, little);
            int valueLength = Wire.u16(memory, option + 2, little);
            int value = option + 4;
            if (code == OPTION_END || value + valueLength > end) {
                break;
            }
            if (code == OPTION_RESOLUTION && valueLength == 1) {
                resolution = Wire.u8(memory, value);
            } else if (code == OPTION_OFFSET && valueLength == 8) {
                long network = Wire.i64(memory, value);
                offset = little ? Long.reverseBytes(network) : network;
            }
            option = value + (valueLength + 3 & ~3);
        }
        return new CaptureInterface(Wire.u16(memory, at + 8, little), Wire.u32(memory, at + 12, little), resolution, offset);
    }

    /// The unit of its times in seconds, as a power.
    String tick() {
        return ((resolution & POWER_OF_TWO) == 0 ? "10^-" : "2^-") + (resolution & ~POWER_OF_TWO);
    }

    /// @param ticks unsigned
    /// @return nanoseconds since the epoch, [#TIME_LIMIT] or its negative for what lies beyond
    long nanos(long ticks) {
        int exponent = resolution & ~POWER_OF_TWO;
        long nanos = (resolution & POWER_OF_TWO) == 0 ? decimal(ticks, exponent) : binary(ticks, exponent);
        if (offsetSeconds > TIME_LIMIT_SECONDS || offsetSeconds < -2 * TIME_LIMIT_SECONDS) {
            return offsetSeconds > 0 ? TIME_LIMIT : -TIME_LIMIT;
        }
        return Math.clamp(nanos + offsetSeconds * NANOS_PER_SECOND, -TIME_LIMIT, TIME_LIMIT);
    }

    private static long decimal(long ticks, int exponent) {
        if (exponent <= 9) {
            return isBeyond(ticks, LIMITS[9 - exponent]) ? TIME_LIMIT : ticks * POWERS_OF_TEN[9 - exponent];
        }
        return exponent - 9 < POWERS_OF_TEN.length ? Long.divideUnsigned(ticks, POWERS_OF_TEN[exponent - 9]) : 0;
    }

    private static long binary(long ticks, int exponent) {
        if (exponent == 0) {
            return isBeyond(ticks, TIME_LIMIT_SECONDS) ? TIME_LIMIT : ticks * NANOS_PER_SECOND;
        }
        if (exponent >= Long.SIZE) {
            return exponent >= 2 * Long.SIZE ? 0 : Math.unsignedMultiplyHigh(ticks, NANOS_PER_SECOND) >>> exponent - Long.SIZE;
        }
        long fraction = ticks & (1L << exponent) - 1;
        long high = Math.unsignedMultiplyHigh(fraction, NANOS_PER_SECOND);
        if (ticks >>> exponent >= TIME_LIMIT_SECONDS) {
            return TIME_LIMIT;
        }
        return (ticks >>> exponent) * NANOS_PER_SECOND + (high << Long.SIZE - exponent | fraction * NANOS_PER_SECOND >>> exponent);
    }

    private static boolean isBeyond(long ticks, long limit) {
        return ticks < 0 || ticks > limit;
    }

    /// The most ticks of each power of ten nanoseconds.
    private static long[] limits() {
        long[] limits = new long[10];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = TIME_LIMIT / POWERS_OF_TEN[i];
        }
        return limits;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}

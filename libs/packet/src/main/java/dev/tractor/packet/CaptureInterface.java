package dev.tractor.packet;

import java.math.BigInteger;

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
    /// Far more than a time zone or a clock that began at the host's start needs.
    private static final long MOST_OFFSET_SECONDS = 1L << 31;
    /// The most ticks of each power of ten nanoseconds.
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

    /// What is finer than a nanosecond is cut off, towards the past, as libpcap and Wireshark do; nothing is lost otherwise.
    ///
    /// @param ticks unsigned
    /// @return nanoseconds since the epoch, [#TIME_LIMIT] or its negative for what lies beyond
    long nanos(long ticks) {
        if (Math.abs(offsetSeconds) > MOST_OFFSET_SECONDS || offsetSeconds == Long.MIN_VALUE) {
            return exactNanos(ticks);
        }
        int exponent = resolution & ~POWER_OF_TWO;
        boolean decimal = (resolution & POWER_OF_TWO) == 0;
        long nanos;
        if (decimal && exponent <= 9 && ticks >= 0 && ticks <= LIMITS[9 - exponent]) {
            nanos = ticks * POWERS_OF_TEN[9 - exponent];
        } else if (decimal && exponent > 9 && exponent - 9 < POWERS_OF_TEN.length) {
            nanos = Long.divideUnsigned(ticks, POWERS_OF_TEN[exponent - 9]);
        } else if (!decimal && exponent > 0 && exponent < Long.SIZE && ticks >>> exponent < LIMITS[9]) {
            nanos = binary(ticks, exponent);
        } else {
            return exactNanos(ticks);
        }
        return Math.clamp(nanos + offsetSeconds * NANOS_PER_SECOND, -TIME_LIMIT, TIME_LIMIT);
    }

    private static long binary(long ticks, int exponent) {
        long fraction = ticks & (1L << exponent) - 1;
        long high = Math.unsignedMultiplyHigh(fraction, NANOS_PER_SECOND);
        return (ticks >>> exponent) * NANOS_PER_SECOND + (high << Long.SIZE - exponent | fraction * NANOS_PER_SECOND >>> exponent);
    }

    /// As [#nanos], for what seldom is.
    private long exactNanos(long ticks) {
        BigInteger billionths = new BigInteger(Long.toUnsignedString(ticks)).multiply(BigInteger.valueOf(NANOS_PER_SECOND));
        int exponent = resolution & ~POWER_OF_TWO;
        BigInteger nanos = (resolution & POWER_OF_TWO) == 0 ? billionths.divide(BigInteger.TEN.pow(exponent)) : billionths.shiftRight(exponent);
        BigInteger time = nanos.add(BigInteger.valueOf(offsetSeconds).multiply(BigInteger.valueOf(NANOS_PER_SECOND)));
        BigInteger limit = BigInteger.valueOf(TIME_LIMIT);
        return time.max(limit.negate()).min(limit).longValue();
    }

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

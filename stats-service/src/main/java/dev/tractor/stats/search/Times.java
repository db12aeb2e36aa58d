package dev.tractor.stats.search;

import java.math.BigDecimal;

/// Times as they are answered.
final class Times {
    static final long NANOS_PER_MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;

    private Times() {}

    /// Seconds with six decimals; nanoseconds are cut off, as everywhere.
    static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(Math.floorDiv(nanos, NANOS_PER_MICRO), MICRO_DIGITS);
    }
}

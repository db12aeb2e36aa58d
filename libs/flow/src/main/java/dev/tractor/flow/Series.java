package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// Running count, sum, extremes and spread of a series of numbers, 40 bytes in a flow's record.
///
/// ```
///  0  count  long        16  min  long        32  m2  double: sum of squared deviations from the mean (Welford)
///  8  sum    long        24  max  long
/// ```
final class Series {
    static final int LENGTH = 40;
    private static final int SUM = 8;
    private static final int MIN = 16;
    private static final int MAX = 24;
    private static final int M2 = 32;

    private Series() {}

    static void add(MemorySegment segment, long at, long value) {
        long count = segment.get(JAVA_LONG, at);
        long sum = segment.get(JAVA_LONG, at + SUM);
        if (count == 0) {
            segment.set(JAVA_LONG, at + MIN, value);
            segment.set(JAVA_LONG, at + MAX, value);
        } else {
            double deviation = value - (double) sum / count;
            segment.set(JAVA_DOUBLE, at + M2, segment.get(JAVA_DOUBLE, at + M2) + deviation * deviation * count / (count + 1));
            if (value < segment.get(JAVA_LONG, at + MIN)) {
                segment.set(JAVA_LONG, at + MIN, value);
            } else if (value > segment.get(JAVA_LONG, at + MAX)) {
                segment.set(JAVA_LONG, at + MAX, value);
            }
        }
        segment.set(JAVA_LONG, at, count + 1);
        segment.set(JAVA_LONG, at + SUM, sum + value);
    }

    static long count(MemorySegment segment, long at) {
        return segment.get(JAVA_LONG, at);
    }

    static long sum(MemorySegment segment, long at) {
        return segment.get(JAVA_LONG, at + SUM);
    }

    static long min(MemorySegment segment, long at) {
        return segment.get(JAVA_LONG, at + MIN);
    }

    static long max(MemorySegment segment, long at) {
        return segment.get(JAVA_LONG, at + MAX);
    }

    /// Meaningless for an empty series.
    static double mean(MemorySegment segment, long at) {
        return (double) sum(segment, at) / count(segment, at);
    }

    /// Sample standard deviation (n-1); 0 for a single value.
    static double deviation(MemorySegment segment, long at) {
        long count = count(segment, at);
        return count < 2 ? 0 : Math.sqrt(Math.max(0, segment.get(JAVA_DOUBLE, at + M2)) / (count - 1));
    }
}

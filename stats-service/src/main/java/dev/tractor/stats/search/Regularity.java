package dev.tractor.stats.search;

import java.util.Arrays;

/// How alike some values are (docs/reference/beacons.md).
///
/// @param median half of the values are not greater
/// @param deviation median of how far the values are from their median
/// @param score 1 where they are all the same, 0 where half of them are as far from the median as 0 is
record Regularity(double median, double deviation, double score) {
    /// @param values at least one, none negative, in any order; they are sorted afterwards
    static Regularity of(long[] values) {
        Arrays.sort(values);
        double median = median(Arrays.stream(values).asDoubleStream().toArray());
        double deviation = median(Arrays.stream(values).mapToDouble(value -> Math.abs(value - median)).sorted().toArray());
        return new Regularity(median, deviation, median > 0 ? Math.max(0, 1 - deviation / median) : deviation == 0 ? 1 : 0);
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

package dev.tractor.stats.search;

import java.util.Arrays;

/// How alike some values are: what repeats by a clock has a score of 1 (docs/reference/beacons.md).
///
/// @param median half of the values are not greater
/// @param deviation median of how far the values are from their median
/// @param score 0 to 1: the mean of how even the values lie about their median (Bowley skewness) and of how near to it they lie (deviation)
record Regularity(double median, double deviation, double score) {
    /// Values between whose quartiles lies less than this share of their median are all the same: where they lie says nothing.
    private static final double NARROW = 0.1;

    /// @param values at least one, none negative, in any order; they are sorted afterwards
    static Regularity of(long[] values) {
        Arrays.sort(values);
        double[] sorted = Arrays.stream(values).asDoubleStream().toArray();
        double median = quantile(sorted, 0.5);
        double deviation = quantile(Arrays.stream(values).mapToDouble(value -> Math.abs(value - median)).sorted().toArray(), 0.5);
        double near = median > 0 ? Math.max(0, 1 - deviation / median) : deviation == 0 ? 1 : 0;
        return new Regularity(median, deviation, (even(sorted, median) + near) / 2);
    }

    private static double even(double[] sorted, double median) {
        double first = quantile(sorted, 0.25);
        double third = quantile(sorted, 0.75);
        return third - first <= NARROW * median ? 1 : 1 - Math.abs(first + third - 2 * median) / (third - first);
    }

    /// Between two values as far as the share lies between them: type 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages (1996).
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}

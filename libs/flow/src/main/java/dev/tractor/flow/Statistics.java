package dev.tractor.flow;

/// Count, sum, extremes and deviation of a finished series; reused.
final class Statistics {
    private long count;
    private long sum;
    private long min;
    private long max;
    private double deviation;

    Statistics empty() {
        count = 0;
        return this;
    }

    Statistics of(long ofCount, long ofSum, long ofMin, long ofMax, double ofDeviation) {
        count = ofCount;
        sum = ofSum;
        min = ofMin;
        max = ofMax;
        deviation = ofDeviation;
        return this;
    }

    /// A recorded series and one value more.
    Statistics with(long[] memory, int series, long value) {
        long low = memory[series + Spread.SQUARES_LOW];
        long sumLow = low + value * value;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long sumHigh = memory[series + Spread.SQUARES_HIGH] + Math.multiplyHigh(value, value) + carry;
        long newCount = Series.count(memory, series) + 1;
        long newSum = Series.sum(memory, series) + value;
        return of(newCount, newSum, Math.min(Spread.min(memory, series), value), Math.max(Spread.max(memory, series), value),
                Spread.deviation(sumHigh, sumLow, newCount, newSum));
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    long sum() {
        return sum;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    /// Between the extremes, however the division is rounded.
    double mean() {
        return Math.clamp((double) sum / count, min, max);
    }

    /// Sample standard deviation (n-1); 0 for a single value.
    double deviation() {
        return deviation;
    }
}

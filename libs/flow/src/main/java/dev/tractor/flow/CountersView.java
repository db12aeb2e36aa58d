package dev.tractor.flow;

/// A view of the [Tally] of a flow or of its window, from which profiles compute. A [Statistics] that it answers is void at the next one; those of both sides can be asked side by side.
final class CountersView {
    private final Statistics statistics = new Statistics();
    private final Statistics forwardGaps = new Statistics();
    private final Statistics backwardGaps = new Statistics();
    private long[] memory;
    private int at;

    void of(long[] tallies, int place) {
        memory = tallies;
        at = place;
    }

    long earliest() {
        return FlowCounters.earliest(memory, at);
    }

    long latest() {
        return FlowCounters.latest(memory, at);
    }

    long payload(boolean forward) {
        return FlowCounters.payload(memory, at, forward);
    }

    long packets() {
        return packets(true) + packets(false);
    }

    long packets(boolean forward) {
        return FlowCounters.packets(memory, at, forward);
    }

    long bytes(boolean forward) {
        return FlowCounters.bytes(memory, at, forward);
    }

    /// From the first to the last packet in file order: the sum of the gaps.
    long duration() {
        return FlowCounters.last(memory, at) - FlowCounters.first(memory, at);
    }

    long first() {
        return FlowCounters.first(memory, at);
    }

    long last() {
        return FlowCounters.last(memory, at);
    }

    long burst() {
        return FlowCounters.burst(memory, at);
    }

    /// Gaps between packets of either direction.
    Statistics gaps() {
        return spread(statistics, at + FlowCounters.GAPS, packets() - 1, duration());
    }

    Statistics gaps(boolean forward) {
        return spread(forward ? forwardGaps : backwardGaps, at + FlowCounters.side(forward) + FlowCounters.SIDE_GAPS, packets(forward) - 1, FlowCounters.sideDuration(memory, at, forward));
    }

    private Statistics spread(Statistics of, int spread, long count, long sum) {
        return count < 1 ? of.empty() : of.of(count, sum, Spread.min(memory, spread), Spread.max(memory, spread), Spread.deviation(memory, spread, count, sum));
    }

    /// IP lengths of a direction.
    Statistics lengths(boolean forward) {
        long count = packets(forward);
        if (count == 0) {
            return statistics.empty();
        }
        double deviation = Spread.deviation(0, FlowCounters.squares(memory, at, forward), count, bytes(forward));
        return statistics.of(count, bytes(forward), FlowCounters.shortest(memory, at, forward), FlowCounters.longest(memory, at, forward), deviation);
    }

    /// IP lengths of both directions together.
    Statistics lengths() {
        if (packets(true) == 0 || packets(false) == 0) {
            return lengths(packets(true) > 0);
        }
        long sum = bytes(true) + bytes(false);
        double deviation = Spread.deviation(0, FlowCounters.squares(memory, at, true) + FlowCounters.squares(memory, at, false), packets(), sum);
        return statistics.of(packets(), sum, Math.min(FlowCounters.shortest(memory, at, true), FlowCounters.shortest(memory, at, false)),
                Math.max(FlowCounters.longest(memory, at, true), FlowCounters.longest(memory, at, false)), deviation);
    }

    /// From burst start to next burst start; the last burst is not among them.
    Statistics bursts() {
        return series(FlowPeriods.BURSTS);
    }

    Statistics idle() {
        return series(FlowPeriods.IDLE);
    }

    private Statistics series(int offset) {
        int series = at + Tally.PERIODS + offset;
        if (Series.count(memory, series) == 0) {
            return statistics.empty();
        }
        long count = Series.count(memory, series);
        long sum = Series.sum(memory, series);
        return statistics.of(count, sum, Spread.min(memory, series), Spread.max(memory, series), Spread.deviation(memory, series, count, sum));
    }

    /// Active periods without the idle gap between them, the last one among them.
    Statistics active() {
        long open = last() - burst();
        int series = at + Tally.PERIODS + FlowPeriods.ACTIVE;
        return Series.count(memory, series) == 0 ? statistics.of(1, open, open, open, 0) : statistics.with(memory, series, open);
    }
}

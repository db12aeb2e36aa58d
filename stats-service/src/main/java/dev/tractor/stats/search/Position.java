package dev.tractor.stats.search;

import java.util.Comparator;

/// A row's place in an order, where a page ends.
///
/// @param value what is sorted by
/// @param ordinal of the flow, or what else names a row
public record Position(long value, long ordinal) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::value).thenComparingLong(Position::ordinal);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}

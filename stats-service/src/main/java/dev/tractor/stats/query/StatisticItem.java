package dev.tractor.stats.query;

import java.util.List;

/// How many flows have each value of one property, the highest count first, equal counts by label.
public record StatisticItem(String title, List<Entry> content) {
    /// @param count of flows
    public record Entry(String label, long count) {}
}

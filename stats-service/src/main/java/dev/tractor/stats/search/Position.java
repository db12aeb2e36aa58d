package dev.tractor.stats.search;

/// A row's place in an order, where a page ends.
///
/// @param value what is sorted by
/// @param ordinal of the flow, or what else names a row
public record Position(long value, long ordinal) {}

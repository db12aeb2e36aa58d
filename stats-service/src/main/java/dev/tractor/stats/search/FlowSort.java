package dev.tractor.stats.search;

import dev.tractor.stats.columns.Column;

/// The orders in which flows can be paged through. Flows that are equal in it stand in the order of the capture.
public enum FlowSort {
    FLOW("flow", Column.ORDINAL, null),
    START("start", Column.START, Column.BY_START),
    DURATION("duration", Column.DURATION, Column.BY_DURATION),
    BYTES("bytes", Column.BYTES, Column.BY_BYTES),
    PACKETS("packets", Column.PACKETS, Column.BY_PACKETS);

    private final String field;
    private final Column value;
    private final Column order;

    FlowSort(String field, Column value, Column order) {
        this.field = field;
        this.value = value;
        this.order = order;
    }

    /// As a request names it.
    public String field() {
        return field;
    }

    Column value() {
        return value;
    }

    /// The rows of a segment in this order; null where they stand in it.
    Column order() {
        return order;
    }
}

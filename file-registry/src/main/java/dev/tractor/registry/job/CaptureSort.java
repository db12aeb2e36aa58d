package dev.tractor.registry.job;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// By what captures can be sorted. Captures that are equal by it follow each other by name.
enum CaptureSort {
    NAME("name", "c.name"),
    /// Flows of its newest job, once that is finished.
    FLOWS("flows", "coalesce(j.flows, -1)"),
    /// Length in bytes.
    SIZE("size", "c.sizeBytes"),
    /// Time of the first packet.
    TIME("time", "c.firstNanos"),
    /// When the registry noticed it: the order of the uploads.
    NEW("new", "c.id");

    private final String wire;
    private final String column;

    CaptureSort(String wire, String column) {
        this.wire = wire;
        this.column = column;
    }

    /// In the language of the queries.
    String column() {
        return column;
    }

    /// @throws IllegalArgumentException when there is none so called
    static CaptureSort named(String name) {
        Optional<CaptureSort> sort = Arrays.stream(values()).filter(candidate -> candidate.wire.equals(name)).findFirst();
        return sort.orElseThrow(() -> new IllegalArgumentException("sort is one of " + Arrays.stream(values()).map(candidate -> candidate.wire).collect(Collectors.joining(", "))
                + ", with - in front the greatest first; not '" + name + "'"));
    }
}

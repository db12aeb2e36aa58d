package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What a job that is in progress waits for.
public enum JobPhase {
    /// For an extractor to take its lease.
    WAITING("waiting"),
    /// For the extractor that holds its lease.
    EXTRACTING("extracting"),
    /// For all its flows to be stored.
    STORING("storing"),
    /// For nothing: it has ended.
    DONE("done");

    @EnumeratedValue
    private final String wire;

    JobPhase(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}

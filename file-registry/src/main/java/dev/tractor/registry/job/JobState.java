package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// Whether a job still runs, and how it ended.
public enum JobState {
    IN_PROGRESS("in_progress"),
    FINISHED("finished"),
    FAILED("failed");

    @EnumeratedValue
    private final String wire;

    JobState(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }
}

package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;
import java.util.Optional;

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

    static Optional<JobState> of(String wire) {
        return Arrays.stream(values()).filter(state -> state.wire.equals(wire)).findFirst();
    }
}

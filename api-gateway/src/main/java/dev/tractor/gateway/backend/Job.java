package dev.tractor.gateway.backend;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/// A job of file-registry; times in whole seconds since the epoch. `capture` is null where the job stands inside its capture.
public record Job(long jobId, int attempt, State state, String phase, Long startedAt, Long finishedAt, String message, List<String> warnings, List<Finding> findings,
                  Progress progress, Long flows, Long relabelOf, JobPins pins, Capture capture) {

    /// What was odd in the capture: `code` is a stable name, `firstOffset` the byte of the uncompressed capture where it was first met.
    public record Finding(String code, String message, long count, long firstOffset) {}

    public enum State {
        @JsonProperty("in_progress") IN_PROGRESS("in_progress"),
        @JsonProperty("finished") FINISHED("finished"),
        @JsonProperty("failed") FAILED("failed");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    /// Whether equal numbers name equal flows in both: one labels the other's again, or the same engine has metered the same object in the same way.
    public boolean hasFlowsOf(Job other) {
        if (origin() == other.origin()) return true;
        return pins != null && other.pins != null && pins.capture().equals(other.pins.capture()) && pins.engineVersion() != null
                && pins.engineVersion().equals(other.pins.engineVersion()) && Objects.equals(pins.options(), other.pins.options());
    }

    private long origin() {
        return pins == null || pins.flows() == null ? jobId : pins.flows().jobId();
    }
}

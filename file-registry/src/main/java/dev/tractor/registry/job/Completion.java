package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What an extractor says once it has published the last batch.
///
/// @param owner who holds the lease
/// @param batches published, numbered from 0
/// @param flows in these batches
/// @param packetsInFlows packets in these flows
/// @param packets read
/// @param bytesRead of the capture as it is stored
/// @param firstNanos earliest packet, since the epoch
/// @param lastNanos latest packet
/// @param captureInfo what the capture says of itself
/// @param accounting where every packet went
/// @param health how far the capture shows what went over the wire
/// @param warnings what was odd in the capture
/// @param engineVersion of the software that made the flows
/// @param profiles whose vectors were stored with the flows; null from a job that labels stored flows again, or from an extractor that stores none
public record Completion(
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) int batches,
        @JsonProperty(required = true) long flows,
        @JsonProperty(required = true) long packetsInFlows,
        @JsonProperty(required = true) long packets,
        @JsonProperty(required = true) long bytesRead,
        @JsonProperty(required = true) long firstNanos,
        @JsonProperty(required = true) long lastNanos,
        JsonNode captureInfo,
        JsonNode accounting,
        JsonNode health,
        List<Warning> warnings,
        String engineVersion,
        List<String> profiles) {
    /// What is known of the capture, said by another owner whose flows are the same ones.
    ///
    /// @throws IllegalArgumentException when the other's flows are not these
    Completion repeatedBy(Completion other) {
        if (other.batches != batches || other.flows != flows || other.packetsInFlows != packetsInFlows) {
            throw new IllegalArgumentException("%d batches with %d flows of %d packets were stored, %d with %d flows of %d packets were read"
                    .formatted(batches, flows, packetsInFlows, other.batches, other.flows, other.packetsInFlows));
        }
        return new Completion(other.owner, batches, flows, packetsInFlows, packets, bytesRead, firstNanos, lastNanos, captureInfo, accounting, health, warnings, engineVersion, profiles);
    }

    /// @param code stable name
    /// @param message for a person
    /// @param count how often
    /// @param firstOffset byte of the uncompressed capture where it was first met
    public record Warning(String code, String message, long count, long firstOffset) {
        String text() {
            return count > 1 ? message + " (" + count + " times)" : message;
        }
    }

    public Completion {
        Checks.text("owner", owner);
        Checks.notNegative("batches", batches);
        Checks.notNegative("flows", flows);
        Checks.notNegative("packets_in_flows", packetsInFlows);
        Checks.notNegative("packets", packets);
        Checks.notNegative("bytes_read", bytesRead);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        profiles = profiles == null ? List.of() : List.copyOf(profiles);
    }
}

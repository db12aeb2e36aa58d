package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/// An extractor's word that it still works on its job.
///
/// @param owner who holds the lease
/// @param bytesRead of the capture as it is stored
/// @param packets read so far
/// @param flows begun so far
/// @param batches published so far
public record Heartbeat(@JsonProperty(required = true) String owner, long bytesRead, long packets, long flows, int batches) {
    public Heartbeat {
        Checks.text("owner", owner);
        Checks.notNegative("bytes_read", bytesRead);
        Checks.notNegative("packets", packets);
        Checks.notNegative("flows", flows);
        Checks.notNegative("batches", batches);
    }
}

package dev.tractor.extractor.lease;

import java.util.List;
import java.util.Map;

/// The right and duty to process a capture.
///
/// @param etag of the object as it stood when the job was made; the job is about no other
/// @param leaseSeconds without a heartbeat for so long, the job is another's
/// @param modelDigest the model that must label its batches
/// @param profiles whose vectors that model takes
/// @param relabel whose stored flows are published again in place of reading the capture; null when it is to be read
public record Lease(
        long jobId, int attempt, String captureName, String etag, long sizeBytes, Map<String, Object> options, int leaseSeconds, String modelDigest, List<String> profiles,
        StoredFlows relabel) {
    /// The successful attempt of another job.
    public record StoredFlows(long jobId, int attempt) {}

    public Lease {
        options = options == null ? Map.of() : options;
        modelDigest = modelDigest == null ? "" : modelDigest;
        profiles = profiles == null ? List.of() : List.copyOf(profiles);
    }

    /// `job 7.2`: job and attempt, for logs.
    public String label() {
        return "job " + jobId + "." + attempt;
    }
}

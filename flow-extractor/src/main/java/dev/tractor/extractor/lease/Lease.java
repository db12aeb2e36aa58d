package dev.tractor.extractor.lease;

import java.util.Map;

/// The right and duty to process a capture.
///
/// @param etag of the object as it stood when the job was made; the job is about no other
/// @param leaseSeconds without a heartbeat for so long, the job is another's
public record Lease(long jobId, int attempt, String captureName, String etag, long sizeBytes, Map<String, Object> options, int leaseSeconds) {
    public Lease {
        options = options == null ? Map.of() : options;
    }

    /// `job 7.2`: job and attempt, for logs.
    public String label() {
        return "job " + jobId + "." + attempt;
    }
}

package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A job that an extractor may work on for as long as it sends heartbeats.
///
/// @param leaseSeconds silence of this length ends it
/// @param modelDigest the model that its batches must name
/// @param profiles whose vectors that model takes
/// @param relabel the attempt whose stored flows are published again; null when the capture is to be read
public record Lease(
        long jobId, int attempt, String captureName, String etag, long sizeBytes, JsonNode options, long leaseSeconds, String modelDigest, List<String> profiles, StoredFlows relabel) {}

package dev.tractor.registry.job;

import com.fasterxml.jackson.databind.JsonNode;

/// A job that an extractor may work on for as long as it sends heartbeats.
///
/// @param leaseSeconds silence of this length ends it
public record Lease(long jobId, int attempt, String captureName, String etag, long sizeBytes, JsonNode options, long leaseSeconds) {}

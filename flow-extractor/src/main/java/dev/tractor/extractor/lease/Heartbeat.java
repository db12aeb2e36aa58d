package dev.tractor.extractor.lease;

/// How far a job is.
public record Heartbeat(String owner, long bytesRead, long packets, long flows, int batches) {}

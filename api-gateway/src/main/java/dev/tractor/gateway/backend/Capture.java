package dev.tractor.gateway.backend;

/// An object of the bucket, as file-registry knows it. `job` is its newest, null before the first; both times are 0 without a readable packet.
public record Capture(String name, String etag, String extension, long sizeBytes, long firstNanos, long lastNanos, String problem, Job job) {}

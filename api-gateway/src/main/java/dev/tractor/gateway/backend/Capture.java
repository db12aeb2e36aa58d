package dev.tractor.gateway.backend;

import java.util.List;

/// An object of the bucket, as file-registry knows it. `sha256` is null until it was read whole, `sameAs` are other captures with the same bytes. `job` is its newest, null before the first; both times are 0 without a readable packet.
public record Capture(String name, String etag, String extension, long sizeBytes, long firstNanos, long lastNanos, String problem, String sha256, List<String> sameAs, Job job) {}

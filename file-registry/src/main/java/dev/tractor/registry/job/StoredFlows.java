package dev.tractor.registry.job;

/// Where flows are stored that an extractor has published: the job that read the capture, and its successful attempt.
public record StoredFlows(long jobId, int attempt) {}

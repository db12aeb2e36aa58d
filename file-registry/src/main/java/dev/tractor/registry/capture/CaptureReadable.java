package dev.tractor.registry.capture;

/// Fired in the transaction that finds a new capture readable.
public record CaptureReadable(Capture capture) {}

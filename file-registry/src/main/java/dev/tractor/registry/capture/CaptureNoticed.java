package dev.tractor.registry.capture;

/// Fired in the transaction that puts a new capture on the list.
public record CaptureNoticed(String name) {}

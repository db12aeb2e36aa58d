package dev.tractor.registry.capture;

/// Fired in the transaction that takes a capture off the list.
///
/// @param overwritten true when another version has taken its place, false when it was deleted
public record CaptureUnlisted(Capture capture, boolean overwritten) {}

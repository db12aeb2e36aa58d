package dev.tractor.packet;

/// Something odd in a capture that did not stop its reading.
///
/// @param code stable name in kebab case: `truncated`, `clock-jump`, `captured-exceeds-original`
/// @param message what, where and what it means, for a person
/// @param count how often
/// @param firstOffset byte of the uncompressed capture where it was first met
public record CaptureWarning(String code, String message, long count, long firstOffset) {}

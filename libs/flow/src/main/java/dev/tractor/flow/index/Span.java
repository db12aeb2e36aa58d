package dev.tractor.flow.index;

/// Bytes of a capture or of an index that are read together.
///
/// @param length at least 1
public record Span(long offset, long length) {}

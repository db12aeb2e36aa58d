package dev.tractor.vocabulary;

/// A number that is computed for a flow.
///
/// @param name column name, unique in its profile
/// @param unit `us`, `bytes`, `packets`, `1/s`, `bytes/s`, `1` (a count or code), …
/// @param definition one sentence that lets another program compute the same number
public record Feature(String name, String unit, String definition) {}

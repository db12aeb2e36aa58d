package dev.tractor.model;

/// A class that a model gave.
///
/// @param name one of the manifest's labels, or `unknown`
/// @param confidence its probability, 0 for `unknown`
record TrafficClass(String name, float confidence) {
    static final TrafficClass UNKNOWN = new TrafficClass(Decision.UNKNOWN, 0);
}

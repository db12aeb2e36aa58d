package dev.tractor.stats.geo;

/// The network that an address belongs to.
///
/// @param number as IANA gives it
/// @param organization that runs it, null when the database does not say
public record AutonomousSystem(long number, String organization) {}

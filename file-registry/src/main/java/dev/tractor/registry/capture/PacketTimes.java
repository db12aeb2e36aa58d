package dev.tractor.registry.capture;

/// @param firstNanos earliest packet, nanoseconds since the epoch
/// @param lastNanos latest packet
public record PacketTimes(long firstNanos, long lastNanos) {}

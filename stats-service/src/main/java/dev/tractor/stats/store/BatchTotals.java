package dev.tractor.stats.store;

/// What is stored of an attempt of a job.
///
/// @param packets in the flows, both directions
public record BatchTotals(int batches, long flows, long packets) {}

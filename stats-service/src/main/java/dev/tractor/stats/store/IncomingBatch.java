package dev.tractor.stats.store;

import java.util.List;

/// A batch of labelled flows that keeps all rules, cut by the segments that its flows belong to.
///
/// @param packets of its flows, both directions
public record IncomingBatch(long jobId, int attempt, int batch, String labellerDigest, String modelDigest, String catalogueDigest, int flows, long packets, List<BatchPart> parts) {}

package dev.tractor.stats.query;

/// A part of a job's flows in the order of the capture.
///
/// @param label null for flows of every label
/// @param afterOrdinal the flow after which it begins, -1 at the first
/// @param lastOrdinal the flow with which it ends
/// @param hasMore whether flows follow it
public record FlowPage(long jobId, String label, long afterOrdinal, long lastOrdinal, boolean hasMore) {
    /// Before any ordinal.
    public static final long FIRST = -1;
}

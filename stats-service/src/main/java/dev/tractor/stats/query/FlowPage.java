package dev.tractor.stats.query;

import dev.tractor.stats.columns.JobFlows;

/// A part of a job's flows in the order of the capture.
///
/// @param afterOrdinal the flow after which it begins, -1 at the first
/// @param lastOrdinal the flow with which it ends
/// @param hasMore whether flows follow it
public record FlowPage(JobFlows job, FlowSelection selection, long afterOrdinal, long lastOrdinal, boolean hasMore) {
    /// Before any ordinal.
    public static final long FIRST = -1;
}

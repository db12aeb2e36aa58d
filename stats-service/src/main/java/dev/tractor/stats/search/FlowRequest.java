package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;

/// Which flows of a job to find.
///
/// @param attempt whose flows they are
/// @param descending greatest first
/// @param limit at most so many
/// @param after where the page before ended, null at the begin
public record FlowRequest(JobTables tables, int attempt, Query query, FlowSort sort, boolean descending, int limit, Position after) {}

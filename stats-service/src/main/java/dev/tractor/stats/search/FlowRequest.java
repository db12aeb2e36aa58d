package dev.tractor.stats.search;

import dev.tractor.query.Query;

/// Which flows of a job to find.
///
/// @param descending greatest first
/// @param limit at most so many
/// @param after where the page before ended, null at the begin
public record FlowRequest(Query query, FlowSort sort, boolean descending, int limit, Position after) {}

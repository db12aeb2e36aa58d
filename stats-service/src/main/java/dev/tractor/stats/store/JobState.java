package dev.tractor.stats.store;

/// Where a job's newest attempt stands here.
public enum JobState {
    /// Batches arrive.
    STORING,
    /// All flows are stored and the aggregates folded: it can be read.
    COMPLETE,
    /// The attempt cannot succeed; a newer attempt may.
    FAILED,
    /// The job is over for good and its rows go; nothing of it is taken any more.
    ENDED
}

package dev.tractor.extractor.job;

/// How an attempt ended.
enum Outcome {
    COMPLETED,
    /// The job cannot succeed; the registry has the reason.
    FAILED,
    /// The lease is another's, or the job was cancelled.
    LOST,
    /// The process ends and the lease lapses, or the registry no longer wanted this attempt's end.
    STOPPED
}

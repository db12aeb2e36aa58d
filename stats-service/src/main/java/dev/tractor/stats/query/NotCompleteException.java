package dev.tractor.stats.query;

/// The flows of a job are not here, not all of them yet, or no longer.
public final class NotCompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCompleteException(long jobId) {
        super("the flows of job " + jobId + " are not completely stored here");
    }
}

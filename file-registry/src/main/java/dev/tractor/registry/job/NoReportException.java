package dev.tractor.registry.job;

/// Nothing is known of the capture's health by this job, not yet or never.
public final class NoReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoReportException(Job job) {
        super("job " + job.id() + " has no report of its capture: " + (job.isInProgress() ? "it has not read all of it yet" : "it failed before it had read all of it"));
    }
}

package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.Job;
import jakarta.enterprise.context.RequestScoped;

/// The finished job that a request is about, so that the registry is asked for it once.
@RequestScoped
class AskedJob {
    private Job job;

    void set(Job found) {
        job = found;
    }

    /// Null unless it is the one.
    Job get(long jobId) {
        return job != null && job.jobId() == jobId ? job : null;
    }
}

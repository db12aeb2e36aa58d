package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Finds jobs, and says why one cannot be read yet.
@ApplicationScoped
class Jobs {
    private final RegistryClient registry;
    private final AskedJob asked;

    Jobs(@RestClient RegistryClient registry, AskedJob asked) {
        this.registry = registry;
        this.asked = asked;
    }

    Optional<Job> find(long jobId) {
        Job known = asked.get(jobId);
        return known == null ? BackEnd.REGISTRY.find(() -> registry.job(jobId)) : Optional.of(known);
    }

    /// @throws ApiException 404
    Job get(long jobId) {
        return find(jobId).orElseThrow(() -> unknown(jobId));
    }

    /// @return the id
    /// @throws ApiException 404, or 409 when there is nothing to read
    long requireFinished(long jobId) {
        return finished(jobId).jobId();
    }

    /// @throws ApiException 404, or 409 when there is nothing to read
    Job finished(long jobId) {
        Job job = get(jobId);
        return switch (job.state()) {
            case FINISHED -> job;
            case FAILED -> throw ApiException.of(ProblemType.JOB_FAILED, "Job %d has no results, it failed: %s".formatted(jobId, job.message()));
            case IN_PROGRESS -> throw ApiException.of(ProblemType.JOB_NOT_FINISHED, "Job %d has not finished (%s, %d%%). Ask again when its state is finished."
                    .formatted(jobId, job.phase(), JobProgress.percent(job)));
        };
    }

    static ApiException unknown(long jobId) {
        return ApiException.of(ProblemType.UNKNOWN_JOB, "There is no job %d.".formatted(jobId));
    }
}

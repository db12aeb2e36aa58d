package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Finds jobs, and says why one cannot be read yet.
@ApplicationScoped
class Jobs {
    private final RegistryClient registry;

    Jobs(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    /// @throws ApiException 404
    Job get(long jobId) {
        return BackEnd.REGISTRY.find(() -> registry.job(jobId)).orElseThrow(() -> unknown(jobId));
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
            case FAILED -> throw ApiException.conflict("Job %d has no results, it failed: %s".formatted(jobId, job.message()));
            case IN_PROGRESS -> throw ApiException.conflict("Job %d has not finished (%s, %d%%). Ask again when its state is finished."
                    .formatted(jobId, job.phase(), JobProgress.percent(job)));
        };
    }

    static ApiException unknown(long jobId) {
        return ApiException.notFound("There is no job %d.".formatted(jobId));
    }
}

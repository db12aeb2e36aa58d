package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Finds jobs, and says why one cannot be read yet. A page asks much about one finished job: that is known for a moment.
@ApplicationScoped
class Jobs {
    /// More are hardly looked at within the time that one is known for.
    private static final int KNOWN_JOBS = 1_000;

    private final RegistryClient registry;
    private final Cache<Long, Job> finished;

    Jobs(@RestClient RegistryClient registry, JobsConfig config) {
        this.registry = registry;
        this.finished = Caffeine.newBuilder().maximumSize(KNOWN_JOBS).expireAfterWrite(config.finishedKnownFor()).build();
    }

    Optional<Job> find(long jobId) {
        Job known = finished.getIfPresent(jobId);
        if (known != null) return Optional.of(known);
        Optional<Job> asked = BackEnd.REGISTRY.find(() -> registry.job(jobId));
        asked.filter(job -> job.state() == Job.State.FINISHED).ifPresent(job -> finished.put(jobId, job));
        return asked;
    }

    /// Some have been deleted.
    void forget() {
        finished.invalidateAll();
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

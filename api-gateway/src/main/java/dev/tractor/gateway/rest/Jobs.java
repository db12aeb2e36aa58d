package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Finds jobs, and says why one cannot be read yet. A page asks much about one finished job: that is known for a moment.
@ApplicationScoped
class Jobs {
    /// More are hardly looked at within the time that one is known for.
    private static final int KNOWN_JOBS = 1_000;
    private static final Duration ALWAYS = Duration.ofNanos(1);
    private static final Logger LOG = Logger.getLogger(Jobs.class);

    private final RegistryClient registry;
    private final LoadingCache<Long, Job> finished;

    Jobs(@RestClient RegistryClient registry, JobsConfig config) {
        this.registry = registry;
        Duration known = config.finishedKnownFor();
        Duration fresh = known.isZero() ? ALWAYS : known.dividedBy(2);
        this.finished = Caffeine.newBuilder().maximumSize(KNOWN_JOBS).expireAfterWrite(known).refreshAfterWrite(fresh).executor(Thread::startVirtualThread).build(this::again);
    }

    /// Asks before the time is over, so that no reader waits for it while there are readers. What has gone wrong meets the next one.
    private Job again(long jobId) {
        try {
            return ask(jobId).filter(Jobs::isFinished).orElse(null);
        } catch (ApiException e) {
            LOG.debugf(e, "job %d is not known any more", jobId);
            return null;
        }
    }

    private Optional<Job> ask(long jobId) {
        return BackEnd.REGISTRY.find(() -> registry.job(jobId));
    }

    private static boolean isFinished(Job job) {
        return job.state() == Job.State.FINISHED;
    }

    /// Without asking.
    Optional<Job> knownFinished(long jobId) {
        return Optional.ofNullable(finished.getIfPresent(jobId));
    }

    Optional<Job> find(long jobId) {
        return knownFinished(jobId).or(() -> {
            Optional<Job> asked = ask(jobId);
            asked.filter(Jobs::isFinished).ifPresent(job -> finished.put(jobId, job));
            return asked;
        });
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

package dev.tractor.registry.job;

import dev.tractor.contracts.v1.JobEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Carries what the other services say over to the jobs. Events of another attempt, or of a job that has ended, change nothing.
@ApplicationScoped
public class JobFollower {
    private static final Logger LOG = Logger.getLogger(JobFollower.class);

    private final Jobs jobs;
    private final JobService service;
    private final Clock clock;

    JobFollower(Jobs jobs, JobService service, Clock clock) {
        this.jobs = jobs;
        this.service = service;
        this.clock = clock;
    }

    @Transactional
    void follow(JobEvent event) {
        switch (event.getEventCase()) {
            case STORED, COMPLETED, FAILED -> jobs.lock(event.getJobId())
                    .filter(job -> job.isInProgress() && job.attempt() == event.getAttempt())
                    .ifPresent(job -> apply(event, job));
            case EXTRACTED, ENDED, EVENT_NOT_SET -> LOG.debugf("job %d: passed over %s", event.getJobId(), event.getEventCase());
        }
    }

    private void apply(JobEvent event, Job job) {
        switch (event.getEventCase()) {
            case STORED -> job.stored(event.getStored().getBatches(), event.getStored().getFlows(), clock.instant());
            case COMPLETED -> complete(event, job);
            case FAILED -> service.fail(job, event.getFailed().getReason());
            case EXTRACTED, ENDED, EVENT_NOT_SET -> throw new IllegalStateException("not about the job's progress: " + event.getEventCase());
        }
    }

    private void complete(JobEvent event, Job job) {
        if (job.phase() != JobPhase.STORING) {
            LOG.warnf("job %d: said to be completely stored while it is %s; passed over", job.id(), job.phase().wire());
            return;
        }
        String used = event.getCompleted().getModelDigest();
        if (!used.isEmpty() && !used.equals(job.modelDigest())) {
            service.fail(job, "it was labelled by model " + used + " and not by its own: process the capture again");
            return;
        }
        job.finish(event.getCompleted(), clock.instant());
        LOG.infof("job %d: finished, %d flows", job.id(), event.getCompleted().getFlows());
    }

    /// An event that can't be read may have been the one that the job waits for: better failed than waiting for ever.
    @Transactional
    void undecodable(String key, String reason) {
        jobId(key).flatMap(jobs::lock).filter(Job::isInProgress).ifPresent(job -> service.fail(job, reason));
    }

    private static Optional<Long> jobId(String key) {
        try {
            return Optional.of(Long.valueOf(key));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

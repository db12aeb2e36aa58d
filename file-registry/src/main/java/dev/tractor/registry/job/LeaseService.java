package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.capture.PacketTimes;
import dev.tractor.registry.model.ModelService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Gives jobs to extractors and takes their word about them. What a caller without the lease says is refused with [LeaseLostException].
@ApplicationScoped
public class LeaseService {
    private static final Logger LOG = Logger.getLogger(LeaseService.class);

    private final Jobs jobs;
    private final Captures captures;
    private final JobService service;
    private final ModelService models;
    private final JobEventWriter events;
    private final Duration length;
    private final Clock clock;

    LeaseService(Jobs jobs, Captures captures, JobService service, ModelService models, JobEventWriter events, RegistryConfig config, Clock clock) {
        this.jobs = jobs;
        this.captures = captures;
        this.service = service;
        this.models = models;
        this.events = events;
        this.length = config.lease();
        this.clock = clock;
    }

    /// The oldest job that waits, now the owner's; empty when none waits.
    @Transactional
    public Optional<Lease> take(String owner) {
        return jobs.lockOldestWaiting().filter(this::hasModel).map(job -> {
            job.lease(owner, clock.instant().plus(length));
            LOG.infof("job %d: attempt %d leased to %s", job.id(), job.attempt(), owner);
            Capture capture = job.capture();
            return new Lease(job.id(), job.attempt(), capture.name(), capture.etag(), capture.sizeBytes(), Json.read(job.options()), length.toSeconds(), job.modelDigest(), job.profiles(),
                    job.relabelled());
        });
    }

    /// A job that was made before any model was known gets the active one now.
    private boolean hasModel(Job job) {
        if (job.modelDigest() == null) {
            models.forJob(null).ifPresent(job::pin);
        }
        return job.modelDigest() != null;
    }

    /// @return how many batches of this attempt are stored
    @Transactional
    public int heartbeat(long jobId, int attempt, Heartbeat heartbeat) {
        Job job = leased(jobId, attempt, heartbeat.owner());
        job.heartbeat(heartbeat, clock.instant().plus(length), clock.instant());
        return job.batchesStored();
    }

    /// All batches are published. Said again by the same owner it changes nothing.
    @Transactional
    public void complete(long jobId, int attempt, Completion completion) {
        // The capture first, as everywhere: whoever notices that it changed locks it before its jobs.
        Capture capture = captures.lock(jobs.captureId(jobId).orElseThrow(() -> JobService.unknown(jobId)));
        Job job = jobs.lock(jobId).orElseThrow(() -> JobService.unknown(jobId));
        if (job.isExtractedBy(attempt, completion.owner())) {
            return;
        }
        job.checkLease(attempt, completion.owner());
        if (job.sourceId() == null) {
            extracted(job, completion);
            if (completion.packets() > 0) {
                capture.analysed(new PacketTimes(completion.firstNanos(), completion.lastNanos()));
            }
        } else {
            published(job, completion);
        }
    }

    /// What is told of the capture is what its own job has told.
    private void published(Job job, Completion completion) {
        try {
            extracted(job, Json.read(jobs.findById(job.sourceId()).completion(), Completion.class).repeatedBy(completion));
        } catch (IllegalArgumentException e) {
            service.fail(job, "the stored flows of job " + job.sourceId() + " are not what they were: " + e.getMessage() + "; process the capture again");
        }
    }

    private void extracted(Job job, Completion completion) {
        job.extracted(completion, clock.instant());
        events.extracted(job, completion);
        LOG.infof("job %d: extracted, %d flows in %d batches", job.id(), completion.flows(), completion.batches());
    }

    /// The capture cannot be analysed; another attempt would not help.
    @Transactional
    public void fail(long jobId, int attempt, String owner, String reason) {
        service.fail(leased(jobId, attempt, owner), reason);
    }

    private Job leased(long jobId, int attempt, String owner) {
        Job job = jobs.lock(jobId).orElseThrow(() -> JobService.unknown(jobId));
        job.checkLease(attempt, owner);
        return job;
    }
}

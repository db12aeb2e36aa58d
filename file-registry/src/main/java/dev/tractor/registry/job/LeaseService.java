package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.capture.PacketTimes;
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
    private final JobEventWriter events;
    private final Duration length;
    private final Clock clock;

    LeaseService(Jobs jobs, Captures captures, JobService service, JobEventWriter events, RegistryConfig config, Clock clock) {
        this.jobs = jobs;
        this.captures = captures;
        this.service = service;
        this.events = events;
        this.length = config.lease();
        this.clock = clock;
    }

    /// The oldest job that waits, now the owner's; empty when none waits.
    @Transactional
    public Optional<Lease> take(String owner) {
        return jobs.lockOldestWaiting().map(job -> {
            job.lease(owner, clock.instant().plus(length));
            LOG.infof("job %d: attempt %d leased to %s", job.id(), job.attempt(), owner);
            Capture capture = job.capture();
            return new Lease(job.id(), job.attempt(), capture.name(), capture.etag(), capture.sizeBytes(), Json.read(job.options()), length.toSeconds());
        });
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
        job.extracted(completion, clock.instant());
        if (completion.packets() > 0) {
            capture.analysed(new PacketTimes(completion.firstNanos(), completion.lastNanos()));
        }
        events.extracted(job, completion);
        LOG.infof("job %d: extracted, %d flows in %d batches", jobId, completion.flows(), completion.batches());
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

package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.CaptureCatalogue;
import dev.tractor.registry.capture.CaptureReadable;
import dev.tractor.registry.capture.CaptureUnlisted;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.store.StoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Starts jobs and ends them.
@ApplicationScoped
public class JobService {
    private static final Logger LOG = Logger.getLogger(JobService.class);
    static final String OVERWRITTEN = "the capture was overwritten while the job ran: process it again";
    static final String DELETED = "the capture was deleted while the job ran";
    static final String CANCELLED = "cancelled";

    private final Jobs jobs;
    private final Captures captures;
    private final CaptureCatalogue catalogue;
    private final JobEventWriter events;
    private final RegistryConfig config;
    private final Clock clock;

    JobService(Jobs jobs, Captures captures, CaptureCatalogue catalogue, JobEventWriter events, RegistryConfig config, Clock clock) {
        this.jobs = jobs;
        this.captures = captures;
        this.catalogue = catalogue;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /// Notices the object as it is now, so that a job never starts on a version that is already gone. While the store is away the list is what counts: the extractor checks the version again.
    public void refresh(String name) {
        try {
            catalogue.look(name);
        } catch (StoreUnavailableException e) {
            LOG.warnf("job on %s starts without a look at the bucket: %s", name, e.getMessage());
        }
    }

    /// The running job on the listed version with the same options, else a new one. The capture's lock makes equal requests wait for each other.
    ///
    /// @throws NotFoundInRegistryException when no such capture is listed
    @Transactional
    public JobView start(String name, JobOptions options) {
        Capture capture = captures.lockListed(name).orElseThrow(() -> new NotFoundInRegistryException("no capture named '" + name + "'"));
        return JobView.of(jobs.running(capture, options).orElseGet(() -> begin(capture, options)));
    }

    private Job begin(Capture capture, JobOptions options) {
        Job job = new Job(capture, options, clock.instant());
        jobs.persist(job);
        events.requestExtraction(job);
        LOG.infof("job %d: started on %s (%s)", job.id(), capture.name(), capture.etag());
        return job;
    }

    void autoProcess(@Observes CaptureReadable event) {
        Capture capture = event.capture();
        if (config.autoProcess() && capture.isListed() && !jobs.hasAny(capture)) {
            begin(capture, JobOptions.of(null));
        }
    }

    @Transactional
    public JobView get(long jobId) {
        return JobView.of(jobs.findByIdOptional(jobId).orElseThrow(() -> unknown(jobId)));
    }

    /// @throws JobEndedException when it is not in progress
    @Transactional
    public JobView cancel(long jobId) {
        Job job = jobs.lock(jobId).orElseThrow(() -> unknown(jobId));
        if (!job.isInProgress()) {
            throw new JobEndedException("job " + jobId + " has already " + (job.state() == JobState.FINISHED ? "finished" : "failed: " + job.message()));
        }
        fail(job, CANCELLED);
        return JobView.of(job);
    }

    void captureUnlisted(@Observes CaptureUnlisted event) {
        String reason = event.overwritten() ? OVERWRITTEN : DELETED;
        jobs.lockRunning(event.capture()).forEach(job -> fail(job, reason));
    }

    /// Ends a job that is in progress and tells the others. In the caller's transaction, under the job's lock.
    void fail(Job job, String reason) {
        job.fail(reason, clock.instant());
        events.ended(job);
        LOG.infof("job %d: failed: %s", job.id(), job.message());
    }

    static NotFoundInRegistryException unknown(long jobId) {
        return new NotFoundInRegistryException("no job " + jobId);
    }
}

package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.CaptureCatalogue;
import dev.tractor.registry.capture.CaptureReadable;
import dev.tractor.registry.capture.CaptureUnlisted;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.model.ModelService;
import dev.tractor.registry.model.RegisteredModel;
import dev.tractor.registry.store.StoreUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
    private final ModelService models;
    private final JobEventWriter events;
    private final RegistryConfig config;
    private final Clock clock;

    JobService(Jobs jobs, Captures captures, CaptureCatalogue catalogue, ModelService models, JobEventWriter events, RegistryConfig config, Clock clock) {
        this.jobs = jobs;
        this.captures = captures;
        this.catalogue = catalogue;
        this.models = models;
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
    /// @param model a name or the beginning of a digest, null for the active model
    /// @throws NotFoundInRegistryException when no such capture is listed
    @Transactional
    public JobView start(String name, JobOptions options, String model) {
        Capture capture = captures.lockListed(name).orElseThrow(() -> NotFoundInRegistryException.capture(name));
        Optional<RegisteredModel> pinned = models.forJob(model);
        return JobView.of(jobs.running(capture, options, digest(pinned), null).orElseGet(() -> begin(new Job(capture, options, clock.instant()), pinned)));
    }

    /// Labels the stored flows of a finished job by another model, or the same: the running equal job, else a new one.
    ///
    /// @param model as above
    /// @throws RelabelRefusedException when the flows, or the vectors that the model takes, were not stored
    @Transactional
    public JobView relabel(long jobId, String model) {
        Job asked = jobs.findByIdOptional(jobId).orElseThrow(() -> unknown(jobId));
        if (asked.state() != JobState.FINISHED) {
            throw new RelabelRefusedException("job " + jobId + " has not finished: only the flows of a finished job can be labelled again");
        }
        Job source = asked.sourceId() == null ? asked : jobs.findById(asked.sourceId());
        captures.lock(source.capture().id());
        jobs.lock(source.id()).orElseThrow(() -> unknown(jobId));
        RegisteredModel pinned = models.forJob(model).orElseThrow(() -> new RelabelRefusedException("no model is known yet: a classifier brings one when it starts"));
        List<String> stored = Json.read(source.completion(), Completion.class).profiles();
        if (!stored.contains(pinned.profile())) {
            throw new RelabelRefusedException("model %s takes vectors of profile %s, job %d has stored %s: process the capture again with that model"
                    .formatted(pinned.name(), pinned.profile(), source.id(), stored.isEmpty() ? "none" : String.join(", ", stored)));
        }
        JobOptions options = JobOptions.of(null);
        return JobView.of(jobs.running(source.capture(), options, pinned.digest(), source.id())
                .orElseGet(() -> begin(Job.relabelling(source, options, clock.instant()), Optional.of(pinned))));
    }

    private Job begin(Job job, Optional<RegisteredModel> model) {
        model.ifPresent(job::pin);
        jobs.persist(job);
        events.requestExtraction(job);
        LOG.infof("job %d: started on %s (%s), model %s", job.id(), job.capture().name(), job.capture().etag(), model.map(RegisteredModel::digest).orElse("as soon as one is known"));
        return job;
    }

    private static String digest(Optional<RegisteredModel> model) {
        return model.map(RegisteredModel::digest).orElse(null);
    }

    void autoProcess(@Observes CaptureReadable event) {
        Capture capture = event.capture();
        if (config.autoProcess() && capture.isListed() && !jobs.hasAny(capture)) {
            begin(new Job(capture, JobOptions.of(null), clock.instant()), models.forJob(null));
        }
    }

    @Transactional
    public JobView get(long jobId) {
        return JobView.of(jobs.findByIdOptional(jobId).orElseThrow(() -> unknown(jobId)));
    }

    /// @throws NoReportException before the capture was read
    @Transactional
    public HealthReport health(long jobId) {
        Job job = jobs.findByIdOptional(jobId).orElseThrow(() -> unknown(jobId));
        if (job.completion() == null) {
            throw new NoReportException(job);
        }
        return HealthReport.of(Json.read(job.completion(), Completion.class));
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
        if (!jobs.hasAny(event.capture())) {
            captures.delete(event.capture());
        }
    }

    /// Ends a job that is in progress and tells the others. In the caller's transaction, under the job's lock.
    void fail(Job job, String reason) {
        job.fail(reason, clock.instant());
        events.ended(job, job.message());
        LOG.infof("job %d: failed: %s", job.id(), job.message());
    }

    static NotFoundInRegistryException unknown(long jobId) {
        return NotFoundInRegistryException.job(jobId);
    }
}

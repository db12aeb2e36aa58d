package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;
import dev.tractor.registry.capture.Captures;
import dev.tractor.registry.capture.Removals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Deletes captures and jobs with all that is known and stored of them. In one transaction their rows go, stats-service is told that the jobs are over, and the objects that are to go
/// are noted in [Removals]: whatever dies then, the rest of it follows.
@ApplicationScoped
public class Deletion {
    private static final Logger LOG = Logger.getLogger(Deletion.class);
    static final String DELETED = "deleted";

    private final Jobs jobs;
    private final Captures captures;
    private final Removals removals;
    private final JobEventWriter events;

    Deletion(Jobs jobs, Captures captures, Removals removals, JobEventWriter events) {
        this.jobs = jobs;
        this.captures = captures;
        this.removals = removals;
        this.events = events;
    }

    /// @throws NotFoundInRegistryException when there is none
    /// @throws JobNeededException while it runs, or another job labels its flows again
    @Transactional
    public void job(long jobId) {
        // The capture first, as everywhere.
        Capture capture = captures.lock(jobs.captureId(jobId).orElseThrow(() -> JobService.unknown(jobId)));
        Job job = jobs.lock(jobId).orElseThrow(() -> JobService.unknown(jobId));
        requireEnded(job);
        List<Long> relabellings = jobs.relabellingsOf(jobId);
        if (!relabellings.isEmpty()) {
            throw new JobNeededException("job " + jobId + " has the flows of job " + text(relabellings) + ", which labels them again: delete that first");
        }
        forget(job);
        if (!capture.isListed() && !jobs.hasAny(capture)) {
            captures.delete(capture);
        }
    }

    /// Deletes what the bucket has by this name, and all jobs on it and on its older versions.
    ///
    /// @throws NotFoundInRegistryException when nothing is known by this name
    /// @throws JobNeededException while one of the jobs runs
    @Transactional
    public void capture(String name) {
        captures.lockName(name);
        List<Capture> versions = captures.lockVersions(name);
        if (versions.isEmpty()) {
            throw NotFoundInRegistryException.capture(name);
        }
        List<Job> theirs = jobs.lockAll(versions);
        theirs.forEach(Deletion::requireEnded);
        // Those that label again first: they refer to the others.
        theirs.reversed().forEach(this::forget);
        versions.stream().filter(Capture::isListed).forEach(removals::capture);
        versions.forEach(captures::delete);
        LOG.infof("capture %s deleted, with %d jobs", name, theirs.size());
    }

    private static void requireEnded(Job job) {
        if (job.isInProgress()) {
            throw JobNeededException.running(job.id());
        }
    }

    private void forget(Job job) {
        events.ended(job, DELETED);
        removals.results(job.id());
        jobs.delete(job);
        jobs.flush();
        LOG.infof("job %d: deleted", job.id());
    }

    private static String text(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}

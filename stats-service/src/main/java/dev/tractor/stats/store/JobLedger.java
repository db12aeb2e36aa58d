package dev.tractor.stats.store;

import dev.tractor.contracts.v1.Extracted;
import dev.tractor.contracts.v1.Failed;
import dev.tractor.contracts.v1.JobEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import org.jboss.logging.Logger;

/// Moves jobs from attempt to attempt and from state to state. Each call is a transaction that holds the job's row alone, and doing
/// it twice is the same as doing it once.
@ApplicationScoped
public class JobLedger {
    private static final Logger LOG = Logger.getLogger(JobLedger.class);

    private final EntityManager entities;

    JobLedger(EntityManager entities) {
        this.entities = entities;
    }

    /// Takes up the attempt if it is newer than the one at hand, and pins the labeller of its first batch.
    @Transactional
    public void open(IncomingBatch first) {
        Job job = lockAdopting(first.jobId(), first.attempt());
        if (job.isStoring(first.attempt()) && job.labellerDigest == null) {
            job.labellerDigest = first.labellerDigest();
            job.modelDigest = first.modelDigest();
            job.catalogueDigest = first.catalogueDigest();
        }
    }

    /// Notes what the extractor published.
    @Transactional
    public void extracted(long jobId, int attempt, Extracted figures) {
        Job job = lockAdopting(jobId, attempt);
        if (job.isStoring(attempt)) {
            job.extractedBatches = figures.getBatches();
            job.extractedFlows = figures.getFlows();
            job.extractedPackets = figures.getPacketsInFlows();
        }
    }

    /// The attempt cannot succeed, and an event says so. An attempt that is complete or not the newest is left as it is.
    @Transactional
    public void fail(long jobId, int attempt, String reason) {
        Job job = lockAdopting(jobId, attempt);
        if (job.isStoring(attempt)) {
            fail(job, reason);
        }
    }

    /// Fails the newest attempt of a job of which something is known here.
    @Transactional
    public void failNewest(long jobId, String reason) {
        Job known = Job.findById(jobId, LockModeType.PESSIMISTIC_WRITE);
        if (known != null && known.attempt > 0 && known.state == JobState.STORING) {
            fail(known, reason);
        }
    }

    /// Fails a job that the caller's transaction holds.
    public static void fail(Job job, String reason) {
        LOG.errorf("job %d attempt %d failed: %s", job.jobId, job.attempt, reason);
        job.state = JobState.FAILED;
        OutboxEvent.add(JobEvent.newBuilder().setJobId(job.jobId).setAttempt(job.attempt).setFailed(Failed.newBuilder().setReason(reason)).build());
    }

    /// The job is over: [TableSweeper] drops its tables, and what still arrives of it is passed over.
    @Transactional
    public void end(long jobId) {
        Job job = Job.lock(jobId);
        if (job.state != JobState.ENDED) {
            LOG.infof("job %d has ended, its tables go", jobId);
            job.state = JobState.ENDED;
        }
    }

    private Job lockAdopting(long jobId, int attempt) {
        Job job = Job.lock(jobId);
        if (attempt > job.attempt && job.state != JobState.ENDED) {
            if (job.attempt > 0) {
                LOG.infof("job %d: attempt %d replaces attempt %d", jobId, attempt, job.attempt);
            }
            new JobTables(jobId).recreate().forEach(statement -> entities.createNativeQuery(statement).executeUpdate());
            for (String table : List.of("batch", "aggregate", "overview")) {
                entities.createNativeQuery("DELETE FROM " + table + " WHERE job_id = ?1").setParameter(1, jobId).executeUpdate();
            }
            job.attempt = attempt;
            job.state = JobState.STORING;
            job.labellerDigest = null;
            job.modelDigest = null;
            job.catalogueDigest = null;
            job.extractedBatches = null;
            job.extractedFlows = null;
            job.extractedPackets = null;
        }
        return job;
    }
}

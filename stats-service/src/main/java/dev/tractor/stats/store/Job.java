package dev.tractor.stats.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;

/// A job as this service sees it. Its row is the lock under which an attempt changes: writers of batches share it, whoever changes
/// the job holds it alone.
@Entity
public class Job extends PanacheEntityBase {
    @Id
    public long jobId;
    /// The newest attempt heard of, 0 before the first.
    public int attempt;
    @Enumerated(EnumType.STRING)
    public JobState state;
    /// Digest of the labeller that labelled the first batch of the attempt; null before it.
    public String labellerDigest;
    /// What that labeller consists of, as the batch said; null before it, empty from a classifier that does not say.
    public String modelDigest;
    public String catalogueDigest;
    /// The files by which its countries were folded; null before that.
    public String geoipDigest;
    public String geoipEdition;
    /// What the extractor published in this attempt; null until it has published all.
    public Integer extractedBatches;
    public Long extractedFlows;
    public Long extractedPackets;
    public boolean swept;

    /// Takes the job's row alone until the transaction ends; makes it if this is the first word of the job.
    static Job lock(long jobId) {
        getEntityManager().createNativeQuery("INSERT INTO job (job_id, attempt, state) VALUES (?1, 0, 'STORING') ON CONFLICT DO NOTHING")
                .setParameter(1, jobId).executeUpdate();
        return findById(jobId, LockModeType.PESSIMISTIC_WRITE);
    }

    public boolean isStoring(int ofAttempt) {
        return attempt == ofAttempt && state == JobState.STORING;
    }

    public boolean isExtracted() {
        return extractedBatches != null;
    }
}

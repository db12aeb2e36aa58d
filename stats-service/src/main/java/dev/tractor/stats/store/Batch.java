package dev.tractor.stats.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/// The key of a stored batch and its sums; [BatchStore] writes it together with the batch's flows.
@Entity
@IdClass(Batch.Key.class)
public class Batch extends PanacheEntityBase {
    @Id
    public long jobId;
    @Id
    public int attempt;
    @Id
    public int batch;
    public long flows;
    public long packets;

    public record Key(long jobId, int attempt, int batch) {}

    /// What is committed of the attempt at this moment.
    public static BatchTotals totals(long jobId, int attempt) {
        return getEntityManager().createQuery("""
                select new dev.tractor.stats.store.BatchTotals(cast(count(b) as Integer), coalesce(sum(b.flows), 0L), coalesce(sum(b.packets), 0L))
                from Batch b where b.jobId = ?1 and b.attempt = ?2""", BatchTotals.class)
                .setParameter(1, jobId).setParameter(2, attempt).getSingleResult();
    }
}

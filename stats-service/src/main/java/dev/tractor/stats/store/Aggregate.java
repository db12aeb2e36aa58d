package dev.tractor.stats.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.util.List;

/// One entry of a statistic of the whole capture, folded when the job completed.
@Entity
@IdClass(Aggregate.Key.class)
public class Aggregate extends PanacheEntityBase {
    @Id
    public long jobId;
    @Id
    public String title;
    /// From 1, the highest count first.
    @Id
    public int rank;
    public String label;
    public long flows;

    public record Key(long jobId, String title, int rank) {}

    /// The first `top` entries of every title, in the order of their rank.
    public static List<Aggregate> top(long jobId, int top) {
        return list("jobId = ?1 and rank <= ?2", Sort.by("title", "rank"), jobId, top);
    }
}

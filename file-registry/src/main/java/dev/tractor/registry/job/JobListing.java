package dev.tractor.registry.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Shows jobs, the newest first.
@ApplicationScoped
public class JobListing {
    private final EntityManager database;

    JobListing(EntityManager database) {
        this.database = database;
    }

    /// @param captureName only those on a capture of this name, whatever its version
    /// @param state only those of this state
    /// @param cursor the `next` of the page before
    /// @throws IllegalArgumentException when limit or cursor cannot be
    @Transactional
    public JobPage page(Optional<String> captureName, Optional<JobState> state, int limit, Optional<String> cursor) {
        CaptureListing.checkLimit(limit);
        StringBuilder text = new StringBuilder("select j from Job j join fetch j.capture c where j.id < :before");
        captureName.ifPresent(name -> text.append(" and c.name = :name"));
        state.ifPresent(wanted -> text.append(" and j.state = :state"));
        TypedQuery<Job> query = database.createQuery(text.append(" order by j.id desc").toString(), Job.class).setMaxResults(limit + 1);
        query.setParameter("before", cursor.map(JobListing::jobId).orElse(Long.MAX_VALUE));
        captureName.ifPresent(name -> query.setParameter("name", name));
        state.ifPresent(wanted -> query.setParameter("state", wanted));
        List<JobView> found = query.getResultList().stream().map(JobView::of).toList();
        return found.size() <= limit ? new JobPage(found, null) : new JobPage(found.subList(0, limit), String.valueOf(found.get(limit - 1).jobId()));
    }

    /// @throws IllegalArgumentException when there is none so called
    public static JobState state(String text) {
        return JobState.of(text).orElseThrow(() -> new IllegalArgumentException("state is in_progress, finished or failed, not '" + text + "'"));
    }

    private static long jobId(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("cursor '" + cursor + "' is none that this list gave", e);
        }
    }
}

package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Timeouts;

/// The table of jobs.
@ApplicationScoped
class Jobs implements PanacheRepository<Job> {
    private static final Sort OLDEST_FIRST = Sort.by("id");

    /// The job, locked until the end of the transaction and read under the lock.
    Optional<Job> lock(long jobId) {
        return find("id", jobId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /// Read without the job itself, which is only to be read under its lock.
    Optional<Long> captureId(long jobId) {
        return getEntityManager().createQuery("select capture.id from Job where id = :id", Long.class).setParameter("id", jobId).getResultStream().findFirst();
    }

    /// @param modelDigest null while no model is known; a job that waits for one will get the same
    /// @param sourceId null for a job that reads the capture
    Optional<Job> running(Capture capture, JobOptions options, String modelDigest, Long sourceId) {
        return find("capture = ?1 and optionsDigest = ?2 and state = ?3", OLDEST_FIRST, capture, options.digest(), JobState.IN_PROGRESS).stream()
                .filter(job -> Objects.equals(job.sourceId(), sourceId) && (job.modelDigest() == null || job.modelDigest().equals(modelDigest))).findFirst();
    }

    boolean hasAny(Capture capture) {
        return count("capture", capture) > 0;
    }

    /// Those that read the capture.
    List<Job> lockRunning(Capture capture) {
        return find("capture = ?1 and state = ?2 and sourceId is null", OLDEST_FIRST, capture, JobState.IN_PROGRESS).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /// All jobs on these versions of a capture, the oldest first.
    List<Job> lockAll(List<Capture> versions) {
        return find("capture in ?1", OLDEST_FIRST, versions).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /// The jobs that label the flows of this one again.
    List<Long> relabellingsOf(long jobId) {
        return getEntityManager().createQuery("select id from Job where sourceId = :source order by id", Long.class).setParameter("source", jobId).getResultList();
    }

    /// The oldest job that waits, but for those that another transaction is just taking.
    Optional<Job> lockOldestWaiting() {
        return skippingLocked(find("phase = ?1 and state = ?2", OLDEST_FIRST, JobPhase.WAITING, JobState.IN_PROGRESS)).firstResultOptional();
    }

    /// Jobs whose lease ran out before `now`.
    List<Job> lockSilent(Instant now, int limit) {
        return skippingLocked(find("phase = ?1 and state = ?2 and leaseUntil < ?3", OLDEST_FIRST, JobPhase.EXTRACTING, JobState.IN_PROGRESS, now)).page(0, limit).list();
    }

    /// Jobs that wait and for which no extractor was asked since `then`.
    List<Job> lockForgotten(Instant then, int limit) {
        return skippingLocked(find("phase = ?1 and state = ?2 and requestedAt < ?3", OLDEST_FIRST, JobPhase.WAITING, JobState.IN_PROGRESS, then)).page(0, limit).list();
    }

    /// Jobs that are being stored without progress since `then`.
    List<Job> stalled(Instant then) {
        return list("phase = ?1 and state = ?2 and progressedAt < ?3", OLDEST_FIRST, JobPhase.STORING, JobState.IN_PROGRESS, then);
    }

    /// How many jobs there are of each state.
    @Transactional
    Map<JobState, Long> countByState() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        getEntityManager().createQuery("select state, count(*) from Job group by state", Object[].class).getResultList()
                .forEach(row -> counts.put((JobState) row[0], (Long) row[1]));
        return counts;
    }

    private static PanacheQuery<Job> skippingLocked(PanacheQuery<Job> query) {
        return query.withLock(LockModeType.PESSIMISTIC_WRITE).withHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI);
    }
}

package dev.tractor.registry.capture;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The table of what is to go from the object store. Written in the transaction that deletes the rows, so that a crash in between only delays it.
@ApplicationScoped
public class Removals implements PanacheRepository<Removal> {
    /// Far longer than a listing of the bucket takes, which may still show what has gone.
    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;

    Removals(Clock clock) {
        this.clock = clock;
    }

    /// This version of the object goes, once the caller's transaction is committed.
    @Transactional(TxType.MANDATORY)
    public void capture(Capture capture) {
        persist(Removal.ofCapture(capture, clock.instant()));
    }

    /// All that is stored of the job goes, once the caller's transaction is committed.
    @Transactional(TxType.MANDATORY)
    public void results(long jobId) {
        persist(Removal.ofResults(jobId, clock.instant()));
    }

    /// Somebody has stored an object of this name after the deletion: it stays.
    void cancel(String name) {
        delete("name = ?1 and doneAt is null", name);
    }

    /// Whether this version is to go, or has gone after that time, when an observer may still have seen it.
    boolean covers(String name, String etag, Instant seen) {
        return count("name = ?1 and etag = ?2 and (doneAt is null or doneAt >= ?3)", name, etag, seen) > 0;
    }

    /// @param name of the capture; null for results
    record Pending(long id, String name) {}

    /// Read without the removal itself, which is only to be read under its lock.
    Optional<Pending> oldestPending() {
        return getEntityManager().createQuery("select id, name from Removal where doneAt is null order by id", Object[].class).setMaxResults(1).getResultStream().findFirst()
                .map(row -> new Pending((Long) row[0], (String) row[1]));
    }

    /// Locked until the end of the transaction; empty when another process has carried it out.
    Optional<Removal> lockPending(long removalId) {
        return Optional.ofNullable(findById(removalId, LockModeType.PESSIMISTIC_WRITE)).filter(Removal::isPending);
    }

    void forgetOld() {
        delete("doneAt < ?1", clock.instant().minus(KEPT));
    }
}

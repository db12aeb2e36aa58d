package dev.tractor.registry.capture;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of captures.
@ApplicationScoped
public class Captures implements PanacheRepository<Capture> {
    /// Until the end of the transaction no other one decides about this name, in any process.
    public void lockName(String name) {
        getEntityManager().createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)", String.class).setParameter("name", name).getSingleResult();
    }

    /// Every version by this name that is known, the bucket's and older ones, locked until the end of the transaction.
    public List<Capture> lockVersions(String name) {
        return find("name", Sort.by("id"), name).withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /// The version that the bucket has, locked until the end of the transaction.
    public Optional<Capture> lockListed(String name) {
        return find("name = ?1 and listed", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /// Locked until the end of the transaction; every change of a capture is made under this lock.
    public Capture lock(long captureId) {
        return findById(captureId, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Capture> lockVersion(String name, String etag) {
        return find("name = ?1 and etag = ?2", name, etag).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /// The ETags of all that are listed, by name.
    Map<String, String> listedEtags() {
        Map<String, String> etags = new HashMap<>();
        getEntityManager().createQuery("select name, etag from Capture where listed", Object[].class).getResultList()
                .forEach(row -> etags.put((String) row[0], (String) row[1]));
        return etags;
    }

    /// The one that has been due longest to be read for its digest.
    ///
    /// @param dueSince while no job runs
    /// @param atLast while one does
    Optional<Capture> nextDigestDue(Instant dueSince, Instant atLast) {
        return find("listed and (digestDue <= ?1 or digestDue <= ?2 and not exists (select job.id from Job job where job.state = IN_PROGRESS))", Sort.by("digestDue").and("id"), atLast, dueSince).firstResultOptional();
    }

    /// The names of those that are listed and have one of these digests, by digest, sorted.
    public Map<String, List<String>> namesByDigest(Collection<String> digests) {
        Map<String, List<String>> names = new HashMap<>();
        if (!digests.isEmpty()) {
            getEntityManager().createQuery("select sha256, name from Capture where listed and sha256 in :digests order by name", Object[].class).setParameter("digests", digests).getResultList()
                    .forEach(row -> names.computeIfAbsent((String) row[0], digest -> new ArrayList<>()).add((String) row[1]));
        }
        return names;
    }

    /// The one whose packet times have been due longest, but for those that are being read.
    Optional<Capture> nextTimesDue(boolean byScan, Instant now, Collection<Long> beingRead) {
        return find("listed and timesByScan = ?1 and timesDue <= ?2 and id not in ?3", Sort.by("timesDue").and("id"), byScan, now, beingRead).firstResultOptional();
    }
}

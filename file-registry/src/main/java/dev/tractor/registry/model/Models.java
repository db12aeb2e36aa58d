package dev.tractor.registry.model;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/// The table of models.
@ApplicationScoped
class Models implements PanacheRepositoryBase<RegisteredModel, String> {
    /// A shorter beginning of a digest would be met by accident.
    static final int MIN_DIGEST_PREFIX = 8;
    private static final Sort NEWEST_FIRST = Sort.descending("addedAt").and("digest");

    List<RegisteredModel> newestFirst() {
        return listAll(NEWEST_FIRST);
    }

    Optional<RegisteredModel> active() {
        return find("activatedAt is not null", Sort.descending("activatedAt")).firstResultOptional()
                .or(() -> find("builtIn", NEWEST_FIRST).firstResultOptional());
    }

    /// The newest of that name, else the one whose digest begins so.
    Optional<RegisteredModel> referred(String reference) {
        return find("name", NEWEST_FIRST, reference).firstResultOptional().or(() -> ofDigest(reference));
    }

    private Optional<RegisteredModel> ofDigest(String prefix) {
        if (prefix.length() < MIN_DIGEST_PREFIX) {
            return Optional.empty();
        }
        List<RegisteredModel> found = find("left(digest, ?1) = ?2", prefix.length(), prefix).page(0, 2).list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// Until the end of the transaction nobody deletes it.
    Optional<RegisteredModel> keep(RegisteredModel model) {
        return find("digest", model.digest()).withLock(LockModeType.PESSIMISTIC_READ).firstResultOptional();
    }

    Optional<RegisteredModel> lock(String digest) {
        return find("digest", digest).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /// Until the end of the transaction no other one adds or deletes this model, in any process.
    void lockDigest(String digest) {
        getEntityManager().createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:digest, 1)) as text)", String.class).setParameter("digest", digest).getSingleResult();
    }

    boolean isUsed(String digest) {
        return getEntityManager().createNativeQuery("select 1 from job where model_digest = :digest and state = 'in_progress' limit 1", Integer.class)
                .setParameter("digest", digest).getResultStream().findFirst().isPresent();
    }
}

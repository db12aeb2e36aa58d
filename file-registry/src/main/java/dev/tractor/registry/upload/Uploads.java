package dev.tractor.registry.upload;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table of uploads.
@ApplicationScoped
class Uploads implements PanacheRepositoryBase<Upload, String> {
    /// Locked until the end of the transaction, so that of two completions the second finds none.
    Optional<Upload> lock(String uploadId) {
        return find("id", uploadId).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    List<String> expired(Instant now, int limit) {
        return find("expiresAt < ?1", now).page(0, limit).<Upload>list().stream().map(Upload::id).toList();
    }
}

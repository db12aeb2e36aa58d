package dev.tractor.stats.store;

import dev.tractor.stats.Background;
import dev.tractor.stats.StoreConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Deletes the rows of ended jobs, some at a time, so that neither a lock nor a transaction lasts. A kill in between only delays it.
@ApplicationScoped
public class RowSweeper {
    private static final Logger LOG = Logger.getLogger(RowSweeper.class);
    private static final String SOME_FLOWS = "DELETE FROM flow WHERE job_id = ?1 AND ordinal IN (SELECT ordinal FROM flow WHERE job_id = ?1 ORDER BY ordinal LIMIT ?2)";
    private static final List<String> SOME_OF_SESSIONS = Stream.of("session_link", "session_flow", "session")
            .map(table -> "DELETE FROM " + table + " WHERE job_id = ?1 AND session IN (SELECT DISTINCT session FROM " + table + " WHERE job_id = ?1 ORDER BY session LIMIT ?2)").toList();

    private final EntityManager entities;
    private final int rowsPerTransaction;

    RowSweeper(EntityManager entities, StoreConfig config) {
        this.entities = entities;
        this.rowsPerTransaction = config.sweepRows();
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Background.run("deleting the rows of ended jobs", this::sweep);
    }

    public void sweep() {
        List<Long> ended = QuarkusTransaction.requiringNew().call(() ->
                entities.createQuery("select jobId from Job where state = ENDED and swept = false", Long.class).getResultList());
        ended.forEach(this::sweep);
    }

    private void sweep(long jobId) {
        long flows = 0;
        for (int deleted; (deleted = deleteSome(SOME_FLOWS, jobId)) > 0; ) {
            flows += deleted;
        }
        for (String some : SOME_OF_SESSIONS) {
            while (deleteSome(some, jobId) > 0) {
                LOG.debugf("deleting the sessions of job %d", jobId);
            }
        }
        QuarkusTransaction.requiringNew().run(() -> {
            Batch.delete("jobId", jobId);
            Aggregate.delete("jobId", jobId);
            Job.update("swept = true where jobId = ?1", jobId);
        });
        LOG.infof("deleted the %d flows of job %d", flows, jobId);
    }

    private int deleteSome(String some, long jobId) {
        return QuarkusTransaction.requiringNew().call(() ->
                entities.createNativeQuery(some).setParameter(1, jobId).setParameter(2, rowsPerTransaction).executeUpdate());
    }
}

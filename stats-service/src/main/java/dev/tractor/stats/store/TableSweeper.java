package dev.tractor.stats.store;

import dev.tractor.stats.Background;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jboss.logging.Logger;

/// Drops the tables of ended jobs. Whoever still reads one of them is waited for, though not long: the next tick tries again.
@ApplicationScoped
public class TableSweeper {
    private static final Logger LOG = Logger.getLogger(TableSweeper.class);
    private static final String SHORT_WAIT = "SET LOCAL lock_timeout = '1s'";

    private final EntityManager entities;

    TableSweeper(EntityManager entities) {
        this.entities = entities;
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Background.run("looking for ended jobs", this::sweep);
    }

    public void sweep() {
        List<Long> ended = QuarkusTransaction.requiringNew().call(() ->
                entities.createQuery("select jobId from Job where state = ENDED and swept = false", Long.class).getResultList());
        ended.forEach(jobId -> Background.run("dropping the tables of job " + jobId, () -> sweep(jobId)));
    }

    private void sweep(long jobId) {
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery(SHORT_WAIT).executeUpdate();
            entities.createNativeQuery(new JobTables(jobId).drop()).executeUpdate();
            Batch.delete("jobId", jobId);
            Aggregate.delete("jobId", jobId);
            entities.createNativeQuery("DELETE FROM overview WHERE job_id = ?1").setParameter(1, jobId).executeUpdate();
            Job.update("swept = true where jobId = ?1", jobId);
        });
        LOG.infof("dropped the tables of job %d", jobId);
    }
}

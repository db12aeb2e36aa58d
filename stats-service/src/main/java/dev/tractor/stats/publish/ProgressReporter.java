package dev.tractor.stats.publish;

import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.contracts.v1.Stored;
import dev.tractor.stats.Background;
import dev.tractor.stats.store.Batch;
import dev.tractor.stats.store.BatchTotals;
import dev.tractor.stats.store.Job;
import dev.tractor.stats.store.JobState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/// Says how much is stored of each job while its batches arrive. The figures are those of the database, so that after a restart the
/// extractor, which slows down when the store lags, is told them again.
@ApplicationScoped
public class ProgressReporter {
    private record Attempt(long jobId, int attempt) {}

    private final KafkaSender sender;
    private Map<Attempt, BatchTotals> reported = new HashMap<>();

    ProgressReporter(KafkaSender sender) {
        this.sender = sender;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Background.run("reporting progress", this::report);
    }

    /// Reports what has changed since the last report.
    public synchronized void report() {
        Map<Attempt, BatchTotals> now = QuarkusTransaction.requiringNew().call(ProgressReporter::totals);
        now.forEach((attempt, totals) -> {
            if (!totals.equals(reported.get(attempt))) {
                sender.sendJobEvent(attempt.jobId, event(attempt, totals).toByteArray());
                reported.put(attempt, totals);
            }
        });
        reported.keySet().retainAll(now.keySet());
    }

    private static Map<Attempt, BatchTotals> totals() {
        Map<Attempt, BatchTotals> totals = new HashMap<>();
        for (Job job : Job.<Job>list("state = ?1 and attempt > 0", JobState.STORING)) {
            totals.put(new Attempt(job.jobId, job.attempt), Batch.totals(job.jobId, job.attempt));
        }
        return totals;
    }

    private static JobEvent event(Attempt attempt, BatchTotals totals) {
        Stored stored = Stored.newBuilder().setBatches(totals.batches()).setFlows(totals.flows()).build();
        return JobEvent.newBuilder().setJobId(attempt.jobId).setAttempt(attempt.attempt).setStored(stored).build();
    }
}

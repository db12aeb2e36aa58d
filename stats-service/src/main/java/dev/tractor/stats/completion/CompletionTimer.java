package dev.tractor.stats.completion;

import dev.tractor.stats.Background;
import dev.tractor.stats.publish.OutboxRelay;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks again about jobs that nobody asks about any more because the process was killed between storing and asking.
@ApplicationScoped
public class CompletionTimer {
    private final Completion completion;
    private final OutboxRelay relay;

    CompletionTimer(Completion completion, OutboxRelay relay) {
        this.completion = completion;
        this.relay = relay;
    }

    @Scheduled(every = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Background.run("looking for complete jobs", this::evaluateUndecided);
    }

    public void evaluateUndecided() {
        for (long jobId : completion.undecided()) {
            if (completion.evaluate(jobId)) {
                relay.wake();
            }
        }
    }
}

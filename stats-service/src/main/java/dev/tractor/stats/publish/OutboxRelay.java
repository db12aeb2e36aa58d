package dev.tractor.stats.publish;

import dev.tractor.stats.Background;
import dev.tractor.stats.store.OutboxEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Publishes the events of the outbox in their order and deletes each when the broker has it. After a kill in between, an event is
/// published a second time, which its readers bear.
@ApplicationScoped
public class OutboxRelay {
    private static final int EVENTS_AT_A_TIME = 100;

    private final KafkaSender sender;
    private final ReentrantLock publishing = new ReentrantLock();

    OutboxRelay(KafkaSender sender) {
        this.sender = sender;
    }

    /// Publishes soon, without waiting for it.
    public void wake() {
        Infrastructure.getDefaultWorkerPool().execute(this::tick);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        Background.run("publishing the outbox", this::publish);
    }

    /// Publishes all that wait, unless another thread does so already.
    public void publish() {
        if (!publishing.tryLock()) {
            return;
        }
        try {
            List<OutboxEvent> events;
            do {
                events = QuarkusTransaction.requiringNew().call(() -> OutboxEvent.oldest(EVENTS_AT_A_TIME));
                events.forEach(this::publish);
            } while (events.size() == EVENTS_AT_A_TIME);
        } finally {
            publishing.unlock();
        }
    }

    private void publish(OutboxEvent event) {
        sender.sendJobEvent(event.jobId, event.event);
        QuarkusTransaction.requiringNew().run(() -> OutboxEvent.deleteById(event.eventId));
    }
}

package dev.tractor.registry.outbox;

import dev.tractor.registry.background.Loop;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Optional;

/// Carries the outbox to Kafka, one event after the other. An entry goes only after the broker's acknowledgement: it may be published twice, never not at all.
/// The entry's lock keeps a second registry process from publishing another one before it.
@ApplicationScoped
public class OutboxRelay {
    /// For entries whose wake-up was lost, such as those that a killed process left.
    private static final Duration POLL = Duration.ofSeconds(1);
    /// Covers a broker that takes its time; nothing else waits for an entry's lock.
    private static final int TRANSACTION_LIMIT_SECONDS = 60;

    private final Outbox outbox;
    private final EventPublisher publisher;
    private Loop loop;

    OutboxRelay(Outbox outbox, EventPublisher publisher) {
        this.outbox = outbox;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("outbox relay", this::drain);
    }

    void written(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventWritten event) {
        loop.wake();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration drain() {
        while (QuarkusTransaction.requiringNew().timeout(TRANSACTION_LIMIT_SECONDS).call(this::publishOldest)) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        return POLL;
    }

    private boolean publishOldest() {
        Optional<OutboxEntry> oldest = outbox.lockOldest();
        oldest.ifPresent(entry -> {
            publisher.publish(entry);
            outbox.delete(entry);
        });
        return oldest.isPresent();
    }
}

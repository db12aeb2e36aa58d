package dev.tractor.registry.outbox;

import com.google.protobuf.MessageLite;
import dev.tractor.contracts.Topic;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Optional;

/// The table of events to publish. Events of one job are written under its row's lock, hence their ids are in the order of their transactions.
@ApplicationScoped
public class Outbox implements PanacheRepository<OutboxEntry> {
    private final Clock clock;
    private final Event<EventWritten> written;

    Outbox(Clock clock, Event<EventWritten> written) {
        this.clock = clock;
        this.written = written;
    }

    /// Publishes the message once the caller's transaction is committed, never when it is not.
    @Transactional(TxType.MANDATORY)
    public void publish(Topic topic, long jobId, MessageLite message) {
        persist(new OutboxEntry(topic.topicName(), Long.toString(jobId), message.toByteArray(), clock.instant()));
        written.fire(new EventWritten());
    }

    /// The oldest entry, locked until the end of the transaction.
    Optional<OutboxEntry> lockOldest() {
        return findAll(Sort.by("id")).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}

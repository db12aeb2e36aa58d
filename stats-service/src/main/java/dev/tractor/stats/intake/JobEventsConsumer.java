package dev.tractor.stats.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.stats.completion.Completion;
import dev.tractor.stats.publish.OutboxRelay;
import dev.tractor.stats.store.JobLedger;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Reads topic job-events: what was extracted of a job, and that it has ended.
@ApplicationScoped
class JobEventsConsumer {
    private final JobLedger ledger;
    private final Completion completion;
    private final OutboxRelay relay;
    private final DeadLetters deadLetters;
    private final Retry retry;

    JobEventsConsumer(JobLedger ledger, Completion completion, OutboxRelay relay, DeadLetters deadLetters, Retry retry) {
        this.ledger = ledger;
        this.completion = completion;
        this.relay = relay;
        this.deadLetters = deadLetters;
        this.retry = retry;
    }

    @Incoming("job-events")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws RuleBrokenException {
        try {
            JobEvent event = decode(record);
            retry.untilDone("taking event " + event.getEventCase() + " of job " + record.key(), () -> {
                take(event);
                return null;
            });
        } catch (RuleBrokenException e) {
            retry.untilDone("sending a dead letter", () -> {
                deadLetters.send(record, e.getMessage());
                return null;
            });
        }
    }

    private static JobEvent decode(ConsumerRecord<String, byte[]> record) throws RuleBrokenException {
        try {
            JobEvent event = JobEvent.parseFrom(record.value());
            if (!Long.toString(event.getJobId()).equals(record.key())) {
                throw new RuleBrokenException("the event is of job " + event.getJobId() + ", its key is " + record.key());
            }
            return event;
        } catch (InvalidProtocolBufferException e) {
            throw new RuleBrokenException("not a job event: " + e.getMessage());
        }
    }

    private void take(JobEvent event) throws SQLException {
        switch (event.getEventCase()) {
            case EXTRACTED -> {
                ledger.extracted(event.getJobId(), event.getAttempt(), event.getExtracted());
                if (completion.evaluate(event.getJobId())) {
                    relay.wake();
                }
            }
            case ENDED -> ledger.end(event.getJobId());
            case STORED, COMPLETED, FAILED, EVENT_NOT_SET -> { }
        }
    }
}

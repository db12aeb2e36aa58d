package dev.tractor.stats.intake;

import dev.tractor.contracts.BatchKey;
import dev.tractor.stats.publish.OutboxRelay;
import dev.tractor.stats.store.IncomingBatch;
import dev.tractor.stats.store.JobLedger;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Reads topic classified-flows. A record is acknowledged when its flows are committed, or when it lies with the dead letters and its
/// job has failed.
@ApplicationScoped
class ClassifiedFlowsConsumer {
    private final BatchIntake intake;
    private final JobLedger ledger;
    private final DeadLetters deadLetters;
    private final OutboxRelay relay;
    private final Retry retry;

    ClassifiedFlowsConsumer(BatchIntake intake, JobLedger ledger, DeadLetters deadLetters, OutboxRelay relay, Retry retry) {
        this.intake = intake;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.relay = relay;
        this.retry = retry;
    }

    @Incoming("classified-flows")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws RuleBrokenException {
        BatchKey key;
        try {
            key = BatchKey.decode(record.key());
        } catch (IllegalArgumentException e) {
            setAside(record, e.getMessage());
            return;
        }
        try {
            IncomingBatch batch = BatchRules.decode(key, record.value());
            retry.untilDone("storing batch " + record.key(), () -> intake.take(batch));
        } catch (RuleBrokenException e) {
            String reason = "batch " + record.key() + " cannot be stored: " + e.getMessage();
            setAside(record, reason);
            retry.untilDone("failing job " + key.jobId(), () -> {
                ledger.fail(key.jobId(), key.attempt(), reason);
                return null;
            });
            relay.wake();
        }
    }

    private void setAside(ConsumerRecord<String, byte[]> record, String reason) throws RuleBrokenException {
        retry.untilDone("sending a dead letter", () -> {
            deadLetters.send(record, reason);
            return null;
        });
    }
}

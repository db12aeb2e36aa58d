package dev.tractor.stats.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.stats.completion.Completion;
import dev.tractor.stats.publish.OutboxRelay;
import dev.tractor.stats.store.JobLedger;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Reads topic job-events: what was extracted of a job, and that it has ended.
@ApplicationScoped
class JobEventsConsumer {
    private static final Pattern JOB_ID = Pattern.compile("[0-9]{1,18}");

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
            String reason = "an event of job " + record.key() + " cannot be taken: " + e.getMessage();
            retry.untilDone("sending a dead letter", () -> {
                deadLetters.send(record, reason);
                return null;
            });
            failJobOf(record, reason);
        }
    }

    private void failJobOf(ConsumerRecord<String, byte[]> record, String reason) throws RuleBrokenException {
        if (record.key() != null && JOB_ID.matcher(record.key()).matches()) {
            retry.untilDone("failing job " + record.key(), () -> {
                ledger.failNewest(Long.parseLong(record.key()), reason);
                return null;
            });
            relay.wake();
        }
    }

    private static JobEvent decode(ConsumerRecord<String, byte[]> record) throws RuleBrokenException {
        try {
            JobEvent event = JobEvent.parseFrom(record.value());
            if (!Long.toString(event.getJobId()).equals(record.key())) {
                throw new RuleBrokenException("the event is of job " + event.getJobId() + ", its key is " + record.key());
            }
            if (event.getJobId() < 0) {
                throw new RuleBrokenException("jobs count from 0");
            }
            if (event.hasExtracted() && event.getAttempt() < 1) {
                throw new RuleBrokenException("attempts count from 1");
            }
            return event;
        } catch (InvalidProtocolBufferException e) {
            throw new RuleBrokenException("not a job event: " + e.getMessage());
        }
    }

    private void take(JobEvent event) {
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

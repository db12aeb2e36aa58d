package dev.tractor.stats.intake;

import dev.tractor.stats.completion.Completion;
import dev.tractor.stats.publish.OutboxRelay;
import dev.tractor.stats.store.BatchStore;
import dev.tractor.stats.store.BatchStore.Outcome;
import dev.tractor.stats.store.IncomingBatch;
import dev.tractor.stats.store.JobLedger;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Locale;

/// Takes one batch: stores it and asks whether its job is complete. May be done again after every fault and kill.
@ApplicationScoped
public class BatchIntake {
    private final BatchStore store;
    private final JobLedger ledger;
    private final Completion completion;
    private final OutboxRelay relay;
    private final MeterRegistry meters;

    BatchIntake(BatchStore store, JobLedger ledger, Completion completion, OutboxRelay relay, MeterRegistry meters) {
        this.store = store;
        this.ledger = ledger;
        this.completion = completion;
        this.relay = relay;
        this.meters = meters;
    }

    public Outcome take(IncomingBatch batch) throws SQLException {
        Outcome outcome = store.store(batch);
        while (outcome == Outcome.NOT_OPEN) {
            ledger.open(batch);
            outcome = store.store(batch);
        }
        switch (outcome) {
            case STORED, DUPLICATE -> {
                if (completion.evaluate(batch.jobId())) {
                    relay.wake();
                }
            }
            case OTHER_LABELLER -> {
                ledger.fail(batch.jobId(), batch.attempt(), "two versions of the labeller met in one job: process it again");
                relay.wake();
            }
            case PASSED_OVER, NOT_OPEN -> { }
        }
        count(batch, outcome);
        return outcome;
    }

    private void count(IncomingBatch batch, Outcome outcome) {
        meters.counter("tractor.batches", "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
        if (outcome == Outcome.STORED) {
            meters.counter("tractor.flows.stored").increment(batch.flows());
        }
    }
}

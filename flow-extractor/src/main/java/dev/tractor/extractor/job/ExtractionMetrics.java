package dev.tractor.extractor.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/// What the extractor has done since it started.
@Singleton
class ExtractionMetrics {
    private final MeterRegistry registry;
    private final Counter packets;
    private final Counter flows;
    private final Counter batches;

    ExtractionMetrics(MeterRegistry registry) {
        this.registry = registry;
        packets = Counter.builder("tractor.extractor.packets").description("Packets read").register(registry);
        flows = Counter.builder("tractor.extractor.flows").description("Flows finished").register(registry);
        batches = Counter.builder("tractor.extractor.batches").description("Flow batches published").register(registry);
        for (Outcome outcome : Outcome.values()) {
            jobs(outcome);
        }
    }

    void batch() {
        batches.increment();
    }

    void metered(long packetsRead, long flowsFinished) {
        packets.increment(packetsRead);
        flows.increment(flowsFinished);
    }

    void ended(Outcome outcome) {
        jobs(outcome).increment();
    }

    private Counter jobs(Outcome outcome) {
        return Counter.builder("tractor.extractor.jobs").description("Attempts ended").tag("outcome", outcome.name().toLowerCase(Locale.ROOT)).register(registry);
    }
}

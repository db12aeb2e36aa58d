package dev.tractor.registry.job;

import dev.tractor.registry.background.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;

/// Counts the jobs of each state for the metrics, now and then rather than at each scrape.
@ApplicationScoped
public class JobMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Jobs jobs;
    private final MeterRegistry metrics;
    private volatile Map<JobState, Long> counts = Map.of();
    private Loop loop;

    JobMetrics(Jobs jobs, MeterRegistry metrics) {
        this.jobs = jobs;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        for (JobState state : JobState.values()) {
            Gauge.builder("tractor.jobs", () -> counts.getOrDefault(state, 0L)).tag("state", state.wire()).description("jobs of this state").register(metrics);
        }
        loop = Loop.start("job metrics", () -> {
            counts = jobs.countByState();
            return INTERVAL;
        });
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }
}

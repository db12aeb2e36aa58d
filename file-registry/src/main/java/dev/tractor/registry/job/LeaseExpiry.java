package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/// What happens to jobs of which nobody is heard.
@ApplicationScoped
public class LeaseExpiry {
    private static final Logger LOG = Logger.getLogger(LeaseExpiry.class);
    /// Jobs changed in one transaction.
    private static final int BATCH_LIMIT = 50;

    private final Jobs jobs;
    private final JobService service;
    private final JobEventWriter events;
    private final RegistryConfig config;
    private final Clock clock;
    private final Counter expiries;

    LeaseExpiry(Jobs jobs, JobService service, JobEventWriter events, RegistryConfig config, Clock clock, MeterRegistry metrics) {
        this.jobs = jobs;
        this.service = service;
        this.events = events;
        this.config = config;
        this.clock = clock;
        this.expiries = Counter.builder("tractor.lease.expiries").description("leases that ran out because their extractor fell silent").register(metrics);
    }

    /// Ends the leases that ran out; their jobs wait for the next attempt, or fail after the last one.
    @Transactional
    void expire() {
        for (Job job : jobs.lockSilent(clock.instant(), BATCH_LIMIT)) {
            expiries.increment();
            LOG.warnf("job %d: attempt %d fell silent, leased to %s", job.id(), job.attempt(), job.owner());
            if (job.attempt() >= config.maxAttempts()) {
                service.fail(job, "given up after " + job.attempt() + " attempts: each extractor fell silent, the last one was " + job.owner());
            } else {
                job.tryAgain(clock.instant());
                events.requestExtraction(job);
            }
        }
    }

    /// Asks again for an extractor where that did not help: whoever took the request may have died before it took the lease.
    @Transactional
    void requestAgain() {
        for (Job job : jobs.lockForgotten(clock.instant().minus(config.requestAgain()), BATCH_LIMIT)) {
            job.requestedAgain(clock.instant());
            events.requestExtraction(job);
        }
    }

    /// Jobs whose flows should be stored but for long were not.
    @Transactional
    List<Long> stalled() {
        return jobs.stalled(clock.instant().minus(config.storingWarning())).stream().map(Job::id).toList();
    }
}

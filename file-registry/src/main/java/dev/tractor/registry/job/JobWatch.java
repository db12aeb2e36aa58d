package dev.tractor.registry.job;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.background.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// Looks each second for jobs of which nobody is heard.
@ApplicationScoped
public class JobWatch {
    private static final Logger LOG = Logger.getLogger(JobWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LeaseExpiry expiry;
    private final RegistryConfig config;
    private final Clock clock;
    private Loop leases;
    private Loop stalls;
    /// Since when heartbeats could be heard without a break: the registry runs and its database answers.
    private Instant hearingSince;

    JobWatch(LeaseExpiry expiry, RegistryConfig config, Clock clock) {
        this.expiry = expiry;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        leases = Loop.start("lease watch", this::watchLeases);
        stalls = Loop.start("storing watch", this::watchStoring);
    }

    void stop(@Observes ShutdownEvent event) {
        leases.close();
        stalls.close();
    }

    private Duration watchLeases() {
        Instant now = clock.instant();
        try {
            expiry.requestAgain();
            if (hearingSince == null) {
                hearingSince = now;
            }
            if (!now.isBefore(hearingSince.plus(config.lease()))) {
                expiry.expire();
            }
        } catch (RuntimeException e) {
            hearingSince = null;
            throw e;
        }
        return INTERVAL;
    }

    private Duration watchStoring() {
        for (long jobId : expiry.stalled()) {
            LOG.warnf("job %d: extracted, but nothing more of it was stored for %d s; stats-service and classifier should be looked at", jobId, config.storingWarning().toSeconds());
        }
        return config.storingWarning();
    }
}

package dev.tractor.classifier.models;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Puts the process's own model into the bucket and makes it known, so that jobs can name it and every replica can label them, also one of another version. Ready once that is done.
@Singleton
@Readiness
class OwnModelAnnouncement implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(OwnModelAnnouncement.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final OwnModel own;
    private final ModelIntake intake;
    private Thread thread;
    private volatile boolean done;

    OwnModelAnnouncement(OwnModel own, ModelIntake intake) {
        this.own = own;
        this.intake = intake;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("model announcement").daemon().start(this::announce);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void announce() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!done) {
                try {
                    intake.add(own.files(), true);
                    done = true;
                } catch (IOException | RuntimeException e) {
                    LOG.warnf("the own model is not announced yet, again in %d ms: %s", pause.toMillis(), e.getMessage());
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped before the own model was announced");
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("own model announced").status(done).build();
    }
}

package dev.tractor.registry.capture;

import dev.tractor.registry.background.Loop;
import dev.tractor.registry.store.CaptureStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Looks at an object as soon as the store says that it changed, where the store does. What is missed meanwhile the [BucketSweep] finds.
@ApplicationScoped
public class BucketNotifications {
    private static final Logger LOG = Logger.getLogger(BucketNotifications.class);
    private static final Duration BETWEEN_STREAMS = Duration.ofSeconds(5);

    private final CaptureCatalogue catalogue;
    private final CaptureStore store;
    private final BucketSweep sweep;
    private Loop loop;

    BucketNotifications(CaptureCatalogue catalogue, CaptureStore store, BucketSweep sweep) {
        this.catalogue = catalogue;
        this.store = store;
        this.sweep = sweep;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("bucket notifications", this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration listen() {
        if (!sweep.hasSwept() || store.listen(catalogue::look)) {
            return BETWEEN_STREAMS;
        }
        LOG.info("the object store sends no bucket notifications; new objects are found by listing");
        return Loop.DONE;
    }
}

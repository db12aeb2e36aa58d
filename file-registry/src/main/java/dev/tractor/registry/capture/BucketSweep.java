package dev.tractor.registry.capture;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.background.Loop;
import dev.tractor.registry.store.CaptureStore;
import dev.tractor.registry.store.StoreUnavailableException;
import dev.tractor.registry.store.StoredObject;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/// Lists the bucket again and again, and brings the list of captures in line with it. Makes the buckets first.
@ApplicationScoped
public class BucketSweep {
    private static final Logger LOG = Logger.getLogger(BucketSweep.class);
    /// A listing is followed by a pause of at least so many times its own length, so that listing takes a fifth of the time at most.
    private static final int PAUSE_FACTOR = 4;
    /// A store that was slow once is not left alone for longer.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /// Enough to make the commit cheap, few enough that nobody waits long for their locks.
    private static final int NAMES_PER_TRANSACTION = 50;

    private final CaptureCatalogue catalogue;
    private final CaptureStore store;
    private final Duration interval;
    private final Clock clock;
    private final Set<String> impossibleNames = new HashSet<>();
    private Loop loop;
    private boolean bucketsMade;
    private volatile boolean swept;

    BucketSweep(CaptureCatalogue catalogue, CaptureStore store, RegistryConfig config, Clock clock) {
        this.catalogue = catalogue;
        this.store = store;
        this.interval = config.sweepInterval();
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("bucket sweep", this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /// True once the bucket was listed: the captures can be asked for.
    public boolean hasSwept() {
        return swept;
    }

    private Duration sweep() {
        if (!bucketsMade) {
            store.makeBuckets();
            bucketsMade = true;
        }
        long start = System.nanoTime();
        Instant listedAt = clock.instant();
        Map<String, StoredObject> bucket = listing();
        Duration listing = Duration.ofNanos(System.nanoTime() - start);
        reconcile(catalogue.differences(bucket), bucket, listedAt);
        swept = true;
        return pauseAfter(listing);
    }

    private Duration pauseAfter(Duration listing) {
        Duration pause = listing.multipliedBy(PAUSE_FACTOR);
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return bounded.compareTo(interval) > 0 ? bounded : interval;
    }

    private Map<String, StoredObject> listing() {
        try {
            return store.list();
        } catch (StoreUnavailableException e) {
            bucketsMade = false;
            throw e;
        }
    }

    /// Some names in one transaction.
    private void reconcile(SortedSet<String> names, Map<String, StoredObject> bucket, Instant listedAt) {
        SortedSet<String> some = new TreeSet<>();
        for (String name : names) {
            if (isPossible(name)) {
                some.add(name);
            }
            if (some.size() == NAMES_PER_TRANSACTION) {
                catalogue.reconcile(some, bucket, listedAt);
                some.clear();
            }
        }
        catalogue.reconcile(some, bucket, listedAt);
    }

    private boolean isPossible(String name) {
        try {
            CaptureNames.check(name);
            return true;
        } catch (IllegalArgumentException e) {
            if (impossibleNames.add(name)) {
                LOG.warnf("object '%s' is not listed: %s", name, e.getMessage());
            }
            return false;
        }
    }
}

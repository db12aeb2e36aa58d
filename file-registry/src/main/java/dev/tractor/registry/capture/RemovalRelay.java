package dev.tractor.registry.capture;

import dev.tractor.registry.background.Loop;
import dev.tractor.registry.store.CaptureStore;
import dev.tractor.registry.store.ResultStore;
import dev.tractor.registry.store.StoreUnavailableException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Carries out the [Removals], one after the other. One goes from the table only after the object store has confirmed it.
@ApplicationScoped
public class RemovalRelay {
    private static final Logger LOG = Logger.getLogger(RemovalRelay.class);
    /// For what a killed process left, or a store that was away.
    private static final Duration POLL = Duration.ofSeconds(5);
    /// All that is stored of a job are a few objects; a store may take its time for a large one.
    private static final int TRANSACTION_LIMIT_SECONDS = 120;
    /// A caller waits well below the time after which its client gives up.
    private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final Removals removals;
    private final Captures captures;
    private final CaptureStore store;
    private final ResultStore results;
    private final Clock clock;
    private Loop loop;

    RemovalRelay(Removals removals, Captures captures, CaptureStore store, ResultStore results, Clock clock) {
        this.removals = removals;
        this.captures = captures;
        this.store = store;
        this.results = results;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("removal of objects", () -> {
            drain(NO_LIMIT);
            QuarkusTransaction.requiringNew().run(removals::forgetOld);
            return POLL;
        });
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /// Removes on the caller's thread what can be removed at once; the rest follows in the background.
    public void carryOutNow() {
        try {
            drain(CALLERS_PATIENCE);
        } catch (StoreUnavailableException e) {
            LOG.warnf("what was deleted goes from the object store later: %s", e.getMessage());
        }
    }

    private void drain(Duration patience) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < patience.toNanos() && QuarkusTransaction.requiringNew().timeout(TRANSACTION_LIMIT_SECONDS).call(this::carryOutOldest)) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /// The name is locked before the removal, as everywhere.
    private boolean carryOutOldest() {
        Optional<Removals.Pending> oldest = removals.oldestPending();
        oldest.map(Removals.Pending::name).ifPresent(captures::lockName);
        oldest.flatMap(pending -> removals.lockPending(pending.id())).ifPresent(this::carryOut);
        return oldest.isPresent();
    }

    private void carryOut(Removal removal) {
        if (removal.name() == null) {
            results.delete(removal.jobId());
        } else {
            store.delete(removal.name(), removal.etag());
        }
        removal.done(clock.instant());
    }
}

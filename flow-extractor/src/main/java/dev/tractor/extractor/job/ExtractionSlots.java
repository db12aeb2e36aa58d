package dev.tractor.extractor.job;

import dev.tractor.extractor.config.ExtractorConfig;
import dev.tractor.extractor.lease.Lease;
import dev.tractor.extractor.lease.LeaseKeeper;
import dev.tractor.extractor.lease.Registry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Takes work while there is room for it: when woken, when a job has ended, and now and then.
@Singleton
public class ExtractionSlots {
    private static final Logger LOG = Logger.getLogger(ExtractionSlots.class);
    /// Time for the jobs to give up what they read and write; a lease that is not given back lapses.
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(2);

    private final Registry registry;
    private final Extractor extractor;
    private final ExtractorConfig config;
    private final Semaphore free;
    /// Jobs that run and were begun before, here or elsewhere, without an end.
    private final AtomicInteger repeated = new AtomicInteger();
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final Map<Thread, LeaseKeeper> jobs = new ConcurrentHashMap<>();
    private final String owner = Owner.ofThisProcess();
    private volatile boolean ending;

    public ExtractionSlots(Registry registry, Extractor extractor, ExtractorConfig config) {
        if (config.parallelJobs() < 1) {
            throw new IllegalArgumentException("tractor.extractor.parallel-jobs must be at least 1, not " + config.parallelJobs());
        }
        this.registry = registry;
        this.extractor = extractor;
        this.config = config;
        this.free = new Semaphore(config.parallelJobs());
    }

    void start(@Observes StartupEvent event) {
        LOG.infof("takes leases as %s, %d at once", owner, config.parallelJobs());
        wake();
        Thread.ofPlatform().name("lease-taker").daemon().start(this::takeWork);
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
        wake();
        jobs.values().forEach(LeaseKeeper::stop);
        long deadline = System.nanoTime() + SHUTDOWN_PATIENCE.toNanos();
        for (Thread job : jobs.keySet()) {
            try {
                job.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// There may be work.
    public void wake() {
        wakeUps.offer(true);
    }

    private void takeWork() {
        while (!ending) {
            try {
                wakeUps.poll(config.pollEvery().toMillis(), TimeUnit.MILLISECONDS);
                takeWhatWaits();
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                LOG.warnf("no work can be taken: %s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("no work can be taken", e);
            }
        }
    }

    /// A job that is tried again may have ended its process by the memory that it and another took together: nothing else begins beside it.
    private void takeWhatWaits() throws IOException {
        while (!ending && repeated.get() == 0 && free.tryAcquire()) {
            Optional<Lease> lease = Optional.empty();
            try {
                lease = registry.take(owner);
            } finally {
                if (lease.isEmpty()) {
                    free.release();
                }
            }
            if (lease.isEmpty()) {
                return;
            }
            begin(lease.get());
        }
    }

    private void begin(Lease lease) {
        LOG.infof("%s: begins %s, %d bytes, options %s", lease.label(), lease.captureName(), lease.sizeBytes(), lease.options());
        if (isRepeated(lease)) {
            repeated.incrementAndGet();
        }
        Thread.ofPlatform().name("job-" + lease.jobId()).daemon().start(() -> work(lease));
    }

    private static boolean isRepeated(Lease lease) {
        return lease.attempt() > 1;
    }

    private void work(Lease lease) {
        Thread self = Thread.currentThread();
        try (LeaseKeeper keeper = new LeaseKeeper(registry, lease, owner, config.heartbeatEvery(), config.maxBatchesAhead(), self)) {
            jobs.put(self, keeper);
            if (!ending) {
                extractor.extract(lease, owner, keeper.start());
            }
        } finally {
            jobs.remove(self);
            if (isRepeated(lease)) {
                repeated.decrementAndGet();
            }
            free.release();
            wake();
        }
    }
}

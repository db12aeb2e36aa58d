package dev.tractor.extractor.lease;

import dev.tractor.flow.MeteringStoppedException;
import dev.tractor.flow.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Keeps the lease of one job from a thread of its own, whatever the metering thread waits for, and holds the metering back while its
/// batches are not stored. When the lease is lost it stops the metering: [#reached] answers false, and its thread is interrupted.
public final class LeaseKeeper implements Progress, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);

    private enum State {
        HELD,
        /// The end is being reported; its answer says whose the job is.
        SETTLING,
        LOST,
        /// The process ends.
        STOPPED,
        CLOSED
    }

    private final Registry registry;
    private final Lease lease;
    private final String owner;
    private final Duration every;
    private final int maxBatchesAhead;
    private final Thread metering;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.HELD;
    private int batchesPublished;
    private int batchesStored;
    private boolean heldBack;

    private volatile boolean running = true;
    private volatile long bytesRead;
    private volatile long packets;
    private volatile long flows;

    /// @param metering is interrupted when the lease is lost
    public LeaseKeeper(Registry registry, Lease lease, String owner, Duration every, int maxBatchesAhead, Thread metering) {
        this.registry = registry;
        this.lease = lease;
        this.owner = owner;
        this.every = every;
        this.maxBatchesAhead = maxBatchesAhead;
        this.metering = metering;
    }

    /// Begins to send heartbeats.
    public LeaseKeeper start() {
        Thread.ofPlatform().name("lease-" + lease.jobId()).daemon().start(this::keep);
        return this;
    }

    @Override
    public boolean reached(long bytesRead, long packets, long flows) {
        this.bytesRead = bytesRead;
        this.packets = packets;
        this.flows = flows;
        return running;
    }

    /// Waits until another batch may be published, and counts it.
    ///
    /// @throws MeteringStoppedException when the lease is lost
    public void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!heldBack && batchesPublished - batchesStored >= maxBatchesAhead) {
                heldBack = true;
                LOG.infof("%s: from now on goes as fast as its batches are stored, %d wait", lease.label(), batchesPublished - batchesStored);
            }
            while (state == State.HELD && batchesPublished - batchesStored >= maxBatchesAhead) {
                changed.await();
            }
            if (state != State.HELD) {
                throw new MeteringStoppedException();
            }
            batchesPublished++;
        } finally {
            lock.unlock();
        }
    }

    /// From now on the answer to the completion or failure decides whose the job is, not one to a heartbeat; these go on meanwhile.
    ///
    /// @throws MeteringStoppedException when the lease is lost already
    public void settle() {
        lock.lock();
        try {
            if (state != State.HELD) {
                throw new MeteringStoppedException();
            }
            state = State.SETTLING;
        } finally {
            lock.unlock();
        }
    }

    /// Stops the job: the process ends.
    public void stop() {
        lock.lock();
        try {
            if (state != State.CLOSED) {
                leave(State.STOPPED);
            }
        } finally {
            lock.unlock();
        }
    }

    /// True when the metering was or is to be stopped, for whatever reason.
    public boolean isStopped() {
        return !running;
    }

    /// True when it was stopped because the registry took the lease away.
    public boolean isLost() {
        lock.lock();
        try {
            return state == State.LOST;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the heartbeats. After it nothing interrupts the metering thread.
    @Override
    public void close() {
        lock.lock();
        try {
            state = State.CLOSED;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        int faults = 0;
        while (pause()) {
            try {
                stored(registry.heartbeat(lease, heartbeat()));
                faults = 0;
            } catch (LeaseLostException e) {
                lost(e);
                return;
            } catch (IOException | RuntimeException e) {
                if (faults++ == 0) {
                    LOG.warnf("%s: heartbeat failed, tried again each %d ms: %s", lease.label(), every.toMillis(), e);
                }
            }
        }
    }

    /// @return false when no more heartbeats are wanted
    private boolean pause() {
        lock.lock();
        try {
            long nanos = every.toNanos();
            while (nanos > 0 && wanted()) {
                nanos = changed.awaitNanos(nanos);
            }
            return wanted();
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean wanted() {
        return state == State.HELD || state == State.SETTLING;
    }

    private Heartbeat heartbeat() {
        lock.lock();
        try {
            return new Heartbeat(owner, bytesRead, packets, flows, batchesPublished);
        } finally {
            lock.unlock();
        }
    }

    private void stored(int batches) {
        lock.lock();
        try {
            batchesStored = batches;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void lost(LeaseLostException e) {
        lock.lock();
        try {
            if (state == State.HELD) {
                LOG.info(e.getMessage());
                leave(State.LOST);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(State end) {
        state = end;
        running = false;
        metering.interrupt();
        changed.signalAll();
    }
}

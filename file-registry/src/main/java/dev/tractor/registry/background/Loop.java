package dev.tractor.registry.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// One background activity on a thread of its own. It takes turns until it is done or closed; a turn that fails is taken again after a growing pause, for ever.
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    /// A turn that does not react to its interrupt within this time is left behind when the process ends.
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /// What a loop does again and again.
    @FunctionalInterface
    public interface Turn {
        /// @return the pause until the next turn, [Loop#DONE] when there is none
        Duration take() throws Exception;
    }

    /// Ends the loop.
    public static final Duration DONE = null;

    private final String name;
    private final Turn turn;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile boolean closed;
    private boolean failing;

    private Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /// @param name of the thread; also the subject of log lines about failures
    public static Loop start(String name, Turn turn) {
        Loop loop = new Loop(name, turn);
        loop.thread.start();
        return loop;
    }

    /// Does something that must succeed on the calling thread, again and again until it does.
    ///
    /// @throws InterruptedException when the thread is interrupted, the only other way out
    public static void insist(String what, Runnable action) throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                action.run();
                return;
            } catch (RuntimeException e) {
                Duration pause = backoff.next();
                LOG.warnf("%s failed, again in %d ms: %s", what, pause.toMillis(), reason(e));
                Thread.sleep(pause);
            }
        }
    }

    /// Cuts the present pause short, or the next one; a pause after a failure is kept.
    public void wake() {
        wakeUps.release();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                wakeUps.drainPermits();
                Duration pause = takeTurn();
                if (pause == DONE) {
                    return;
                }
                if (failing) {
                    Thread.sleep(pause);
                } else {
                    wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s ends", name);
        }
    }

    private Duration takeTurn() throws InterruptedException {
        try {
            Duration pause = turn.take();
            if (failing) {
                failing = false;
                backoff.reset();
                LOG.infof("%s works again", name);
            }
            return pause;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            if (closed) {
                throw new InterruptedException();
            }
            failing = true;
            Duration pause = backoff.next();
            LOG.warnf("%s failed, again in %d ms: %s", name, pause.toMillis(), reason(e));
            LOG.debug(name, e);
            return pause;
        }
    }

    /// The failure and what caused it, in one line.
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause == failure ? failure.toString() : failure + ", because of " + cause;
    }
}

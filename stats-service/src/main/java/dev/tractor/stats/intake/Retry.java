package dev.tractor.stats.intake;

import dev.tractor.stats.Background;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// Does something again and again until it is done: while the database or the broker is away, nothing is dropped and nothing is
/// acknowledged. The channel reads no further meanwhile.
@ApplicationScoped
class Retry {
    private static final Logger LOG = Logger.getLogger(Retry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicInteger failing = new AtomicInteger();

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /// Whether something has failed and not succeeded since.
    boolean isFailing() {
        return failing.get() > 0;
    }

    /// @throws RuleBrokenException when the action does, or when the database refuses its data: another try would end the same
    /// @throws IllegalStateException when the service stops first
    <T> T untilDone(String what, Callable<T> action) throws RuleBrokenException {
        boolean failed = false;
        try {
            for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
                try {
                    return action.call();
                } catch (RuleBrokenException e) {
                    throw e;
                } catch (Exception e) {
                    SQLException refusal = refusal(e);
                    if (refusal != null) {
                        throw new RuleBrokenException("the database refuses it: " + refusal.getMessage());
                    }
                    LOG.warnf("%s failed, again in %d ms: %s", what, pause.toMillis(), Background.rootCause(e));
                    LOG.debug(what, e);
                }
                if (!failed) {
                    failed = true;
                    failing.incrementAndGet();
                }
                await(what, pause);
            }
        } finally {
            if (failed) {
                failing.decrementAndGet();
            }
        }
    }

    private void await(String what, Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(what + " is left to the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " is left to the next start", e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /// The cause that has a SQLSTATE of class 22 (data exception), 23 (constraint violation) or 54 (program limit exceeded).
    private static SQLException refusal(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().matches("(22|23|54).*")) {
                return sql;
            }
        }
        return null;
    }
}

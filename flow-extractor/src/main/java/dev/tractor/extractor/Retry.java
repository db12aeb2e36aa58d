package dev.tractor.extractor;

import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Repeats what fails for a passing reason (an [IOException]: something is away) until it succeeds or the thread is interrupted.
public final class Retry {
    private static final Logger LOG = Logger.getLogger(Retry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// What is tried.
    @FunctionalInterface
    public interface Attempt<T, X extends Exception> {
        T run() throws IOException, InterruptedException, X;
    }

    /// What is tried and gives nothing.
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void run() throws IOException, InterruptedException, X;
    }

    private Retry() {}

    /// @param what for the log: `read a.pcap`
    public static <T, X extends Exception> T untilDone(String what, Attempt<T, X> attempt) throws InterruptedException, X {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return attempt.run();
            } catch (IOException e) {
                LOG.warnf("%s: %s; again in %d ms", what, e, pause.toMillis());
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /// The same for an action.
    public static <X extends Exception> void untilDone(String what, Action<X> action) throws InterruptedException, X {
        Attempt<Void, X> attempt = () -> {
            action.run();
            return null;
        };
        untilDone(what, attempt);
    }
}

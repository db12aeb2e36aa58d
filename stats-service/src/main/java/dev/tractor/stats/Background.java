package dev.tractor.stats;

import org.jboss.logging.Logger;

/// Runs what a timer does again anyway: a fault is one line of the log.
public final class Background {
    private static final Logger LOG = Logger.getLogger(Background.class);

    private Background() {}

    /// What may fail.
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /// Logs what goes wrong, in a line.
    public static void run(String what, Action action) {
        try {
            action.run();
        } catch (Exception e) {
            LOG.warnf("%s failed and is tried again: %s", what, rootCause(e));
            LOG.debug(what, e);
        }
    }

    /// The innermost cause, which says what went wrong.
    public static Throwable rootCause(Throwable fault) {
        return fault.getCause() == null ? fault : rootCause(fault.getCause());
    }
}

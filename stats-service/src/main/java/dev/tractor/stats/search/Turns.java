package dev.tractor.stats.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;

/// Lets as many questions be worked at as there are processors, in the order in which they came: more at a time would all be answered later, and the first ones last.
@ApplicationScoped
public class Turns {
    public static final int AT_A_TIME = Runtime.getRuntime().availableProcessors();

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);

    /// What is done in a turn.
    @FunctionalInterface
    public interface Work<T> {
        T work() throws SQLException;
    }

    public <T> T take(Work<T> work) throws SQLException {
        turns.acquireUninterruptibly();
        try {
            return work.work();
        } finally {
            turns.release();
        }
    }
}

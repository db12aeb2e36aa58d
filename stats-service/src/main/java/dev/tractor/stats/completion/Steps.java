package dev.tractor.stats.completion;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Does steps of a completion in transactions of their own.
@ApplicationScoped
class Steps {
    /// What a transaction does.
    @FunctionalInterface
    interface Step {
        void run(Connection connection) throws SQLException;
    }

    /// What the caller does meanwhile.
    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }

    private final AgroalDataSource dataSource;

    Steps(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Commits the step, or nothing of it. The caller's own transaction waits.
    void run(Step step) throws SQLException {
        QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                step.run(connection);
            }
            return null;
        });
    }

    /// Runs a step in another thread while the caller does something else, and returns when both have ended.
    ///
    /// @throws IllegalStateException when the step failed, with the reason as its cause
    void together(Step step, Action meanwhile) throws SQLException {
        FutureTask<Void> apart = new FutureTask<>(() -> {
            run(step);
            return null;
        });
        Thread.ofPlatform().name("completion").start(apart);
        try {
            meanwhile.run();
        } finally {
            await(apart);
        }
    }

    private static void await(FutureTask<Void> apart) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    apart.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step of a completion failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.tractor.stats.search;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Asks the database about the flows of a job, within bounds of time and memory.
@ApplicationScoped
public class Questions {
    // Hashing a million addresses stays in memory.
    private static final String BOUNDS = "SET LOCAL statement_timeout = '30s'; SET LOCAL work_mem = '64MB'";

    private final AgroalDataSource dataSource;

    Questions(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// One or more statements of a transaction.
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /// Leaves nothing behind in the database.
    public <T> T ask(Question<T> question) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement setting = connection.createStatement()) {
                setting.execute(BOUNDS);
                return question.ask(connection);
            } finally {
                connection.rollback();
            }
        }
    }
}

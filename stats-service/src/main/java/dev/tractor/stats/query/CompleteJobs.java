package dev.tractor.stats.query;

import dev.tractor.stats.columns.ColumnStore;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.store.JobTables;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/// The jobs whose flows can be read.
@ApplicationScoped
public class CompleteJobs {
    private final AgroalDataSource dataSource;
    private final ColumnStore columns;

    CompleteJobs(AgroalDataSource dataSource, ColumnStore columns) {
        this.dataSource = dataSource;
        this.columns = columns;
    }

    /// The one that came last.
    public OptionalLong newest() throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT max(job_id) FROM job WHERE state = 'COMPLETE' HAVING count(*) > 0");
                ResultSet row = query.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// @return the attempt whose flows they are
    /// @throws NotCompleteException unless the job's flows can be read
    public int require(long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT attempt FROM job WHERE job_id = ? AND state = 'COMPLETE'")) {
            query.setLong(1, jobId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new NotCompleteException(jobId);
                }
                return row.getInt(1);
            }
        }
    }

    /// @throws NotCompleteException unless the job's flows can be read
    public JobFlows complete(long jobId) throws SQLException {
        return columns.flows(new JobTables(jobId), require(jobId));
    }
}

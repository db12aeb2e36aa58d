package dev.tractor.stats.query;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.tractor.stats.columns.ColumnStore;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.store.JobTables;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/// The jobs whose flows can be read.
@ApplicationScoped
public class CompleteJobs {
    /// A job that is complete stays as it is until it is deleted: so long is that not noticed.
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
    /// More are hardly looked at within that time.
    private static final int KNOWN_JOBS = 1_000;

    private final AgroalDataSource dataSource;
    private final ColumnStore columns;
    private final LoadingCache<Long, JobFlows> known;

    CompleteJobs(AgroalDataSource dataSource, ColumnStore columns) {
        this.dataSource = dataSource;
        this.columns = columns;
        // while there are readers it is asked for before the time is over, so that none of them waits
        this.known = Caffeine.newBuilder().maximumSize(KNOWN_JOBS).expireAfterWrite(KNOWN_FOR).refreshAfterWrite(KNOWN_FOR.dividedBy(2)).build(this::read);
    }

    /// The one that came last.
    public OptionalLong newest() throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT max(job_id) FROM job WHERE state = 'COMPLETE' HAVING count(*) > 0");
                ResultSet row = query.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /// @return null unless the job's flows can be read
    private JobFlows read(long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT attempt FROM job WHERE job_id = ? AND state = 'COMPLETE'")) {
            query.setLong(1, jobId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? columns.flows(new JobTables(jobId), row.getInt(1)) : null;
            }
        }
    }

    /// @throws NotCompleteException unless the job's flows can be read
    public void require(long jobId) {
        complete(jobId);
    }

    /// @throws NotCompleteException unless the job's flows can be read
    public JobFlows complete(long jobId) {
        JobFlows flows = known.get(jobId);
        if (flows == null) {
            throw new NotCompleteException(jobId);
        }
        return flows;
    }
}

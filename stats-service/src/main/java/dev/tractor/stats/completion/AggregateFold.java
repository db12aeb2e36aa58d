package dev.tractor.stats.completion;

import dev.tractor.stats.geo.Places;
import dev.tractor.stats.query.FlowCounts;
import dev.tractor.stats.query.FlowSelection;
import dev.tractor.stats.query.StatisticItem;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Counts the flows of a complete job once, so that the statistics of the whole capture are read and not computed.
@ApplicationScoped
class AggregateFold {
    // Hashing a million distinct addresses stays in memory; one fold runs per job, so it is not multiplied by many sessions.
    private static final String FOLD_WORK_MEMORY = "SET LOCAL work_mem = '64MB'";

    private final AgroalDataSource dataSource;
    private final FlowCounts counts;

    AggregateFold(AgroalDataSource dataSource, FlowCounts counts) {
        this.dataSource = dataSource;
        this.counts = counts;
    }

    /// Takes part in the caller's transaction.
    ///
    /// @param places for the countries
    void fold(long jobId, Places places) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement setting = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO aggregate (job_id, title, rank, label, flows) VALUES (?, ?, ?, ?, ?)")) {
            setting.execute(FOLD_WORK_MEMORY);
            for (StatisticItem item : counts.of(connection, new FlowSelection.OfJob(jobId), FlowCounts.TOP_LIMIT, places)) {
                int rank = 0;
                for (StatisticItem.Entry entry : item.content()) {
                    insert.setLong(1, jobId);
                    insert.setString(2, item.title());
                    insert.setInt(3, ++rank);
                    insert.setString(4, entry.label());
                    insert.setLong(5, entry.count());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }
}

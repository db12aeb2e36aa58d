package dev.tractor.stats.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.query.FlowCounts;
import dev.tractor.stats.query.FlowSelection;
import dev.tractor.stats.query.StatisticItem;
import dev.tractor.stats.search.Overview;
import dev.tractor.stats.store.BinaryCopy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Counts the flows of a complete job once, so that the statistics of the whole capture and the overview are read and not computed.
@ApplicationScoped
class AggregateFold {
    private static final List<String> COLUMNS = List.of("job_id", "title", "rank", "label", "flows");
    private static final int USUAL_BYTES = 1 << 20;

    private final FlowCounts counts;
    private final ObjectMapper json;

    AggregateFold(FlowCounts counts, ObjectMapper json) {
        this.counts = counts;
        this.json = json;
    }

    /// The statistics, for which the hosts have to be there. Takes part in the caller's transaction, as does [#overview].
    void statistics(Connection connection, JobFlows job) throws SQLException {
        BinaryCopy rows = new BinaryCopy(USUAL_BYTES);
        for (StatisticItem item : counts.of(connection, job, new FlowSelection.All(), FlowCounts.TOP_LIMIT)) {
            int rank = 0;
            for (StatisticItem.Entry entry : item.content()) {
                rows.row(COLUMNS.size()).bigint(job.tables().jobId()).text(item.title()).integer(++rank).text(entry.label()).bigint(entry.count());
            }
        }
        rows.end().send(connection, BinaryCopy.into("aggregate", COLUMNS));
    }

    void overview(Connection connection, JobFlows job) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO overview (job_id, body) VALUES (?, ?)")) {
            insert.setLong(1, job.tables().jobId());
            insert.setString(2, json.writeValueAsString(Overview.of(job)));
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an overview that is no JSON", e);
        }
    }
}

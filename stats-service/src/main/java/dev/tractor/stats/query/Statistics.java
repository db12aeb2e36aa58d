package dev.tractor.stats.query;

import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.Aggregate;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The statistics of a complete job.
@ApplicationScoped
public class Statistics {
    private final AgroalDataSource dataSource;
    private final FlowCounts counts;

    Statistics(AgroalDataSource dataSource, FlowCounts counts) {
        this.dataSource = dataSource;
        this.counts = counts;
    }

    /// The overview as JSON, as it was folded.
    public String overview(long jobId) throws SQLException {
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement("SELECT body FROM overview WHERE job_id = ?")) {
            query.setLong(1, jobId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new NotCompleteException(jobId);
                }
                return row.getString(1);
            }
        }
    }

    /// Of the whole capture, as they were folded.
    @Transactional
    public List<StatisticItem> ofJob(long jobId, int top) {
        Map<String, List<StatisticItem.Entry>> contents = new LinkedHashMap<>();
        FlowCounts.titles().forEach(title -> contents.put(title, new ArrayList<>()));
        for (Aggregate aggregate : Aggregate.top(jobId, top)) {
            contents.get(aggregate.title).add(new StatisticItem.Entry(aggregate.label, aggregate.flows));
        }
        return contents.entrySet().stream().map(entry -> new StatisticItem(entry.getKey(), entry.getValue())).toList();
    }

    /// Of the flows with the label; every item is empty when there are none.
    public List<StatisticItem> ofLabel(JobFlows job, String label, int top) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return counts.of(connection, job, new FlowSelection.WithLabel(label), top);
        }
    }

    /// @return empty when no flow of the job has this end
    public Optional<HostDetails> ofHost(JobFlows job, IpAddress ip, int top) throws SQLException {
        String sql = "SELECT country_name, city, as_number, as_organization FROM " + job.tables().host() + " WHERE ip = ?::inet";
        try (Connection connection = dataSource.getConnection(); PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, ip.text());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new HostDetails(row.getString(1), row.getString(2), row.getObject(3, Long.class), row.getString(4),
                        counts.mostFrequent(job, new FlowSelection.OfClient(ip), Property.USER_AGENTS).orElse(null),
                        counts.mostFrequent(job, new FlowSelection.OfServer(ip), Property.DOMAINS).orElse(null),
                        counts.of(connection, job, new FlowSelection.OfHost(ip), top)));
            }
        }
    }
}

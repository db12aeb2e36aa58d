package dev.tractor.stats.query;

import dev.tractor.stats.geo.AutonomousSystem;
import dev.tractor.stats.geo.GeoDatabase;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.geo.Place;
import dev.tractor.stats.geo.Places;
import dev.tractor.stats.store.Aggregate;
import dev.tractor.stats.store.Job;
import dev.tractor.stats.store.JobState;
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
    private final GeoDatabase geo;

    Statistics(AgroalDataSource dataSource, FlowCounts counts, GeoDatabase geo) {
        this.dataSource = dataSource;
        this.counts = counts;
        this.geo = geo;
    }

    /// Whether the job's flows can be read.
    @Transactional
    public boolean isComplete(long jobId) {
        Job job = Job.findById(jobId);
        return job != null && job.state == JobState.COMPLETE;
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
    @Transactional(rollbackOn = Exception.class)
    public List<StatisticItem> ofLabel(long jobId, String label, int top) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return counts.of(connection, new FlowSelection.WithLabel(jobId, label), top);
        }
    }

    /// @return empty when no flow of the job has this end
    @Transactional(rollbackOn = Exception.class)
    public Optional<HostDetails> ofHost(long jobId, IpAddress ip, int top) throws SQLException {
        FlowSelection.OfHost host = new FlowSelection.OfHost(jobId, ip);
        try (Connection connection = dataSource.getConnection()) {
            if (!exists(connection, host)) {
                return Optional.empty();
            }
            Places places = geo.current();
            Place place = places.place(ip);
            Optional<AutonomousSystem> network = places.network(ip);
            return Optional.of(new HostDetails(place.country(), place.city(),
                    network.map(AutonomousSystem::number).orElse(null), network.map(AutonomousSystem::organization).orElse(null),
                    counts.mostFrequent(connection, Property.USER_AGENT, host).orElse(null),
                    counts.mostFrequent(connection, Property.OWN_DOMAIN, host).orElse(null),
                    counts.of(connection, host, top, places)));
        }
    }

    private static boolean exists(Connection connection, FlowSelection selection) throws SQLException {
        String sql = "SELECT 1 FROM %s WHERE %s LIMIT 1".formatted(selection.from(), selection.where());
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            selection.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}

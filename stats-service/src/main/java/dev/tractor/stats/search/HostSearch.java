package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.JobTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Finds the hosts at the ends of flows.
@ApplicationScoped
public class HostSearch {
    private final Questions questions;

    HostSearch(Questions questions) {
        this.questions = questions;
    }

    /// A host's place in an order, where a page ends.
    ///
    /// @param value what is sorted by
    public record HostPosition(long value, IpAddress ip) {}

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundHost> hosts, HostPosition next) {}

    /// The hosts of the flows that the query finds, with what these flows say about them.
    ///
    /// @param after where the page before ended, null at the begin
    public Found find(JobFlows job, Query query, HostSort by, boolean descending, int limit, HostPosition after) throws SQLException {
        return query instanceof Query.Everything ? folded(job.tables(), by, descending, limit, after) : counted(job, query, by, descending, limit, after);
    }

    private Found counted(JobFlows job, Query query, HostSort by, boolean descending, int limit, HostPosition after) throws SQLException {
        Comparator<HostPosition> ascending = Comparator.comparingLong(HostPosition::value).thenComparing(HostPosition::ip);
        Comparator<HostPosition> order = descending ? ascending.reversed() : ascending;
        Comparator<HostCounts> ofSums = Comparator.comparing(host -> new HostPosition(host.value(by), host.ip()), order);
        List<HostCounts> page = HostCounts.of(job, query).stream().filter(host -> after == null || order.compare(new HostPosition(host.value(by), host.ip()), after) > 0).sorted(ofSums).limit(limit + 1L).toList();
        boolean hasMore = page.size() > limit;
        List<HostCounts> shown = hasMore ? page.subList(0, limit) : page;
        Map<String, HostNames.Named> names = questions.ask(connection -> HostNames.of(connection, job.tables(), shown.stream().map(host -> host.ip().shortest()).toList()));
        List<FoundHost> hosts = shown.stream().map(host -> host.host(names.get(host.ip().shortest()))).toList();
        return new Found(hosts, hasMore ? new HostPosition(shown.getLast().value(by), shown.getLast().ip()) : null);
    }

    private Found folded(JobTables tables, HostSort by, boolean descending, int limit, HostPosition after) throws SQLException {
        String direction = descending ? " DESC" : "";
        String sql = "SELECT " + FoundHost.COLUMNS + ", " + by.expression() + " FROM " + tables.host()
                + (after == null ? "" : " WHERE (" + by.expression() + ", ip) " + (descending ? "<" : ">") + " (?, ?::inet)")
                + " ORDER BY " + by.expression() + direction + ", ip" + direction + " LIMIT ?";
        return questions.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int index = 1;
                if (after != null) {
                    statement.setLong(index++, after.value());
                    statement.setString(index++, after.ip().text());
                }
                statement.setInt(index, limit + 1);
                return read(statement, limit);
            }
        });
    }

    private static Found read(PreparedStatement statement, int limit) throws SQLException {
        List<FoundHost> hosts = new ArrayList<>();
        HostPosition last = null;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (hosts.size() == limit) {
                    return new Found(hosts, last);
                }
                FoundHost host = FoundHost.read(row);
                hosts.add(host);
                last = new HostPosition(row.getLong(FoundHost.COLUMN_COUNT + 1), IpAddress.parse(host.ip()));
            }
        }
        return new Found(hosts, null);
    }
}

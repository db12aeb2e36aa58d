package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.HostSums;
import dev.tractor.stats.store.JobTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
    public Found find(JobTables tables, Query query, HostSort by, boolean descending, int limit, HostPosition after) throws SQLException {
        boolean folded = query instanceof Query.Everything;
        Condition condition = Condition.of(query);
        String hosts = folded ? tables.host() : "(SELECT sums.*, place.country, place.name FROM (" + HostSums.of(tables.flow(), condition.sql()) + ") AS sums JOIN " + tables.host() + " AS place USING (ip)) AS found";
        String direction = descending ? " DESC" : "";
        String sql = "SELECT " + FoundHost.COLUMNS + ", " + by.expression() + " FROM " + hosts
                + (after == null ? "" : " WHERE (" + by.expression() + ", ip) " + (descending ? "<" : ">") + " (?, ?::inet)")
                + " ORDER BY " + by.expression() + direction + ", ip" + direction + " LIMIT ?";
        return questions.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int index = folded ? 1 : condition.bind(statement, 1);
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

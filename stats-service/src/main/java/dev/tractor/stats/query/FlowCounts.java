package dev.tractor.stats.query;

import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.store.JobTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts the flows of a job by their properties.
@ApplicationScoped
public class FlowCounts {
    /// Entries of an item when the question does not say.
    public static final int DEFAULT_TOP = 1_000;
    /// The most entries of an item that are kept and given.
    public static final int TOP_LIMIT = 10_000;

    private static final String COUNTRIES = "countries";
    private static final String PEERS = "peers";
    /// In the order in which they are listed, before the countries.
    private static final List<Property> STATISTICS = List.of(
            Property.PROTOCOLS, Property.LABELS, Property.GROUPS, Property.TRAFFIC_CLASS,
            Property.CLIENTS, Property.SERVERS, Property.PORTS, Property.DOMAINS);
    private static final String COUNTRIES_OF_ALL = """
            SELECT country_name, sum(flows_as_server) FROM %s WHERE flows_as_server > 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?""";
    /// By the names of the servers' countries; two addresses without a code may have different names.
    private static final String COUNTRIES_OF_SERVERS = """
            SELECT country_name, sum(counted.flows) FROM unnest(?::inet[], ?::bigint[]) AS counted (ip, flows) JOIN %s USING (ip) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?""";

    /// The titles of the statistics of any set of flows.
    static List<String> titles() {
        List<String> titles = new ArrayList<>();
        STATISTICS.forEach(property -> titles.add(title(property)));
        titles.add(COUNTRIES);
        return titles;
    }

    /// All statistics of the selected flows.
    ///
    /// @param top at most [#TOP_LIMIT]
    public List<StatisticItem> of(Connection connection, JobFlows job, FlowSelection selection, int top) throws SQLException {
        List<StatisticItem> items = new ArrayList<>();
        for (Property property : STATISTICS) {
            items.add(new StatisticItem(title(property), greatest(job, selection, property, top)));
        }
        items.add(new StatisticItem(COUNTRIES, countries(connection, job, selection, top)));
        if (selection instanceof FlowSelection.OfHost(IpAddress ip)) {
            items.add(new StatisticItem(PEERS, Tally.of(job, selection, (segment, shared) -> peers(segment, shared, ip)).greatest(GroupField.IP::text, top)));
        }
        return items;
    }

    /// The value that most of the flows have.
    Optional<String> mostFrequent(JobFlows job, FlowSelection selection, Property property) {
        return greatest(job, selection, property, 1).stream().map(StatisticItem.Entry::label).findFirst();
    }

    private static List<StatisticItem.Entry> greatest(JobFlows job, FlowSelection selection, Property property, int top) {
        return Tally.of(job, selection, property::codes).greatest(property::text, top);
    }

    /// The other ends.
    private static GroupField.Codes peers(Segment segment, Interner shared, IpAddress ip) {
        int own = shared.code(ip.bytes());
        GroupField.Codes clients = GroupField.SRC_IP.codes(segment, shared);
        GroupField.Codes servers = GroupField.DST_IP.codes(segment, shared);
        return row -> clients.of(row) == own ? servers.of(row) : clients.of(row);
    }

    private static List<StatisticItem.Entry> countries(Connection connection, JobFlows job, FlowSelection selection, int top) throws SQLException {
        JobTables tables = job.tables();
        if (selection instanceof FlowSelection.All) {
            try (PreparedStatement query = connection.prepareStatement(COUNTRIES_OF_ALL.formatted(tables.host()))) {
                query.setInt(1, top);
                return entries(query);
            }
        }
        List<StatisticItem.Entry> servers = greatest(job, selection, Property.SERVERS, Integer.MAX_VALUE);
        try (PreparedStatement query = connection.prepareStatement(COUNTRIES_OF_SERVERS.formatted(tables.host()))) {
            query.setArray(1, connection.createArrayOf("text", servers.stream().map(StatisticItem.Entry::label).toArray()));
            query.setArray(2, connection.createArrayOf("bigint", servers.stream().map(StatisticItem.Entry::count).toArray()));
            query.setInt(3, top);
            return entries(query);
        }
    }

    private static List<StatisticItem.Entry> entries(PreparedStatement query) throws SQLException {
        List<StatisticItem.Entry> entries = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(new StatisticItem.Entry(rows.getString(1), rows.getLong(2)));
            }
        }
        return entries;
    }

    private static String title(Property property) {
        return property.name().toLowerCase(Locale.ROOT);
    }
}

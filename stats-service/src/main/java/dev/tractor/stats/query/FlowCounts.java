package dev.tractor.stats.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts flows by their properties in the database.
@ApplicationScoped
public class FlowCounts {
    /// Entries of an item when the question does not say.
    public static final int DEFAULT_TOP = 1_000;
    /// The most entries of an item that are kept and given.
    public static final int TOP_LIMIT = 10_000;

    private static final String COUNTRIES = "countries";
    /// In the order in which they are listed, before the countries.
    private static final List<Property> STATISTICS = List.of(
            Property.PROTOCOLS, Property.LABELS, Property.GROUPS, Property.TRAFFIC_CLASS,
            Property.CLIENTS, Property.SERVERS, Property.PORTS, Property.DOMAINS);

    /// The titles of the statistics of any set of flows.
    static List<String> titles() {
        List<String> titles = new ArrayList<>();
        STATISTICS.forEach(property -> titles.add(title(property)));
        titles.add(COUNTRIES);
        return titles;
    }

    /// All statistics of the flows of a complete job.
    ///
    /// @param top at most [#TOP_LIMIT]
    public List<StatisticItem> of(Connection connection, FlowSelection selection, int top) throws SQLException {
        List<StatisticItem> items = new ArrayList<>();
        for (Property property : STATISTICS) {
            items.add(count(connection, property, selection, top));
        }
        items.add(new StatisticItem(COUNTRIES, entries(connection, countryQuery(selection), selection, top)));
        if (selection instanceof FlowSelection.OfHost) {
            items.add(count(connection, Property.PEERS, selection, top));
        }
        return items;
    }

    /// The value that most of the flows have.
    Optional<String> mostFrequent(Connection connection, Property property, FlowSelection selection) throws SQLException {
        return count(connection, property, selection, 1).content().stream().map(StatisticItem.Entry::label).findFirst();
    }

    private static StatisticItem count(Connection connection, Property property, FlowSelection selection, int top) throws SQLException {
        return new StatisticItem(title(property), entries(connection, property.countQuery(selection), selection, top));
    }

    private static List<StatisticItem.Entry> entries(Connection connection, String sql, FlowSelection selection, int top) throws SQLException {
        List<StatisticItem.Entry> content = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(selection.bind(query), top);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    content.add(new StatisticItem.Entry(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return content;
    }

    /// By the names of the servers' countries; two addresses without a code may have different names.
    private static String countryQuery(FlowSelection selection) {
        return """
                SELECT place.country_name COLLATE "C" AS label, sum(counted.flows) AS flows
                FROM (SELECT server_ip, count(*) AS flows FROM %s WHERE %s GROUP BY 1) AS counted JOIN %s AS place ON place.ip = server_ip
                GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?""".formatted(selection.from(), selection.where(), selection.tables().host());
    }

    private static String title(Property property) {
        return property.name().toLowerCase(Locale.ROOT);
    }
}

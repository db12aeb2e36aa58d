package dev.tractor.stats.query;

import dev.tractor.stats.geo.GeoDatabase;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.geo.Places;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final int ADDRESSES_PER_FETCH = 5_000;

    private final GeoDatabase geo;

    FlowCounts(GeoDatabase geo) {
        this.geo = geo;
    }

    /// The titles of the statistics of any set of flows.
    static List<String> titles() {
        List<String> titles = new ArrayList<>();
        STATISTICS.forEach(property -> titles.add(title(property)));
        titles.add(COUNTRIES);
        return titles;
    }

    /// All statistics of the flows.
    ///
    /// @param connection of a transaction, so that a query's rows can be fetched some at a time
    /// @param top at most [#TOP_LIMIT]
    public List<StatisticItem> of(Connection connection, FlowSelection selection, int top) throws SQLException {
        return of(connection, selection, top, geo.current());
    }

    /// The same with the countries by a certain edition.
    public List<StatisticItem> of(Connection connection, FlowSelection selection, int top, Places places) throws SQLException {
        List<StatisticItem> items = new ArrayList<>();
        for (Property property : STATISTICS) {
            items.add(count(connection, property, selection, top));
        }
        items.add(countries(connection, selection, top, places));
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
        List<StatisticItem.Entry> content = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(property.countQuery(selection))) {
            query.setInt(selection.bind(query), top);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    content.add(new StatisticItem.Entry(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return new StatisticItem(title(property), content);
    }

    private static StatisticItem countries(Connection connection, FlowSelection selection, int top, Places places) throws SQLException {
        String sql = "SELECT host(server_ip), count(*) FROM %s WHERE %s GROUP BY server_ip".formatted(selection.from(), selection.where());
        Map<String, Long> flows = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(ADDRESSES_PER_FETCH);
            selection.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    flows.merge(places.place(IpAddress.parse(rows.getString(1))).country(), rows.getLong(2), Long::sum);
                }
            }
        }
        List<StatisticItem.Entry> content = flows.entrySet().stream()
                .map(entry -> new StatisticItem.Entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(StatisticItem.Entry::count).reversed().thenComparing(StatisticItem.Entry::label))
                .limit(top).toList();
        return new StatisticItem(COUNTRIES, content);
    }

    private static String title(Property property) {
        return property.name().toLowerCase(Locale.ROOT);
    }
}

package dev.tractor.stats.store;

import dev.tractor.stats.columns.FlowColumns;
import dev.tractor.stats.geo.AutonomousSystem;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.geo.Place;
import dev.tractor.stats.geo.Places;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Turns what came of a job into the tables that are asked: flows in the order of the capture, with session and countries and with indexes, and the hosts. Each step takes part in the caller's transaction,
/// and may be done again after a completion that did not come to its end.
public final class FinalTables {
    // A sort or an index over half a million flows stays in memory; one job is completed at a time.
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '128MB'";
    private static final int ADDRESSES_AT_A_TIME = 5_000;
    private static final int USUAL_PLACE_BYTES = 96;
    private static final String PLACE_TABLE = """
            CREATE UNLOGGED TABLE %s (
                ip inet, country text COLLATE "C", country_name text COLLATE "C", city text COLLATE "C", as_number bigint, as_organization text COLLATE "C")""";
    private static final List<String> PLACE = List.of("ip", "country", "country_name", "city", "as_number", "as_organization");
    private static final String FLOWS = """
            INSERT INTO %1$s (%5$s, session, client_country, server_country) SELECT %5$s, member.session, client.country, server.country
            FROM %2$s AS incoming JOIN %4$s AS client ON client.ip = client_ip JOIN %4$s AS server ON server.ip = server_ip LEFT JOIN %3$s AS member USING (ordinal) ORDER BY ordinal""";
    private static final String HOSTS = """
            INSERT INTO %1$s (ip, flows, flows_as_client, flows_as_server, packets, bytes_sent, bytes_received, peers, start_nanos, end_nanos, country, country_name, city, as_number, as_organization, name)
            WITH called AS (SELECT server_ip AS ip, domain, count(*) AS flows FROM %2$s WHERE domain IS NOT NULL GROUP BY 1, 2),
            name AS (SELECT DISTINCT ON (ip) ip, domain AS name FROM called ORDER BY ip, flows DESC, domain)
            SELECT host.*, country, country_name, city, as_number, as_organization, name FROM (%3$s) AS host JOIN %4$s USING (ip) LEFT JOIN name USING (ip)""";
    /// What is asked by other than columns: lists by label, one host, one session.
    private static final List<String> FLOW_INDEXES = List.of("(label, ordinal)", "(client_ip)", "(server_ip)");

    private FinalTables() {}

    /// Looks up every address of the job, for what follows.
    public static void locate(Connection connection, JobTables tables, Places places) throws SQLException {
        execute(connection, MEMORY, "DROP TABLE IF EXISTS " + tables.place(), PLACE_TABLE.formatted(tables.place()));
        fill(connection, tables, places);
        execute(connection, "ANALYZE " + tables.place());
    }

    /// Writes the flows in their order, found by their number. What is written into a table in the transaction that empties it need not go through the log (`wal_level` minimal).
    ///
    /// @throws SQLException of class 23 when two flows have one number
    public static void arrangeFlows(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, dropIndexes(tables.flow(), 1 + FLOW_INDEXES.size()), "TRUNCATE " + tables.flow(),
                FLOWS.formatted(tables.flow(), tables.incomingFlow(), tables.incomingMember(), tables.place(), String.join(", ", FlowRows.COLUMNS)),
                index("UNIQUE", tables.flow(), 0, "(ordinal)"), "ANALYZE " + tables.flow());
    }

    /// Sums up the hosts of the flows as they came, with their places.
    public static void gatherHosts(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, dropIndexes(tables.host(), 1), "TRUNCATE " + tables.host(),
                HOSTS.formatted(tables.host(), tables.incomingFlow(), HostSums.of(tables.incomingFlow(), "true"), tables.place()), index("UNIQUE", tables.host(), 0, "(ip)"), "ANALYZE " + tables.host());
    }

    public static void indexFlows(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY);
        for (int i = 0; i < FLOW_INDEXES.size(); i++) {
            execute(connection, index("", tables.flow(), i + 1, FLOW_INDEXES.get(i)));
        }
    }

    /// Writes the flows once more, column by column.
    public static void foldColumns(Connection connection, JobTables tables) throws SQLException {
        execute(connection, dropIndexes(tables.flowColumn(), 1), "TRUNCATE " + tables.flowColumn());
        FlowColumns.build(connection, tables);
        execute(connection, index("UNIQUE", tables.flowColumn(), 0, "(field, segment)"));
    }

    public static void indexSessions(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, index("UNIQUE", tables.session(), 0, "(session)"), index("", tables.sessionLink(), 0, "(session)"), "ANALYZE " + tables.session());
    }

    /// Removes what came, when all that is made of it is there.
    public static void dropIncoming(Connection connection, JobTables tables) throws SQLException {
        execute(connection, "DROP TABLE " + String.join(", ", tables.incomingFlow(), tables.incomingMember(), tables.place()));
    }

    private static String index(String kind, String table, int number, String columns) {
        return "CREATE " + kind + " INDEX " + name(table, number) + " ON " + table + " " + columns;
    }

    /// Those that a completion left behind that did not come to its end.
    private static String dropIndexes(String table, int count) {
        return IntStream.range(0, count).mapToObj(number -> name(table, number)).collect(Collectors.joining(", ", "DROP INDEX IF EXISTS ", ""));
    }

    private static String name(String table, int number) {
        return table + "_index_" + number;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static void fill(Connection connection, JobTables tables, Places places) throws SQLException {
        String addresses = "SELECT host(ip) FROM (SELECT client_ip AS ip FROM %1$s UNION SELECT server_ip FROM %1$s) AS address".formatted(tables.incomingFlow());
        String into = BinaryCopy.into(tables.place(), PLACE);
        try (Statement query = connection.createStatement()) {
            query.setFetchSize(ADDRESSES_AT_A_TIME);
            try (ResultSet row = query.executeQuery(addresses)) {
                BinaryCopy rows = new BinaryCopy(ADDRESSES_AT_A_TIME * USUAL_PLACE_BYTES);
                int waiting = 0;
                while (row.next()) {
                    write(rows, IpAddress.parse(row.getString(1)), places);
                    if (++waiting == ADDRESSES_AT_A_TIME) {
                        rows.end().send(connection, into);
                        rows = new BinaryCopy(ADDRESSES_AT_A_TIME * USUAL_PLACE_BYTES);
                        waiting = 0;
                    }
                }
                rows.end().send(connection, into);
            }
        }
    }

    private static void write(BinaryCopy rows, IpAddress ip, Places places) {
        Place place = places.place(ip);
        rows.row(PLACE.size()).inet(ip.bytes()).text(place.code()).text(place.country()).text(place.city());
        Optional<AutonomousSystem> network = places.network(ip);
        if (network.isPresent()) {
            String organization = network.get().organization();
            rows.bigint(network.get().number()).textOrNull(organization == null ? "" : organization);
        } else {
            rows.nul().nul();
        }
    }
}

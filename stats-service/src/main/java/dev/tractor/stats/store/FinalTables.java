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

/// Turns what came of a job into the tables that are asked: flows in the order of the capture, column by column, with session and countries, and the hosts. Each step takes part in the caller's
/// transaction, and may be done again after a completion that did not come to its end.
public final class FinalTables {
    // A sort or an index over half a million flows stays in memory; one job is completed at a time.
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '128MB'";
    private static final int ADDRESSES_AT_A_TIME = 5_000;
    private static final int USUAL_PLACE_BYTES = 96;
    private static final String PLACE_TABLE = """
            CREATE UNLOGGED TABLE %s (
                ip inet, country text COLLATE "C", country_name text COLLATE "C", city text COLLATE "C", as_number bigint, as_organization text COLLATE "C")""";
    private static final List<String> PLACE = List.of("ip", "country", "country_name", "city", "as_number", "as_organization");
    private static final String HOSTS = """
            INSERT INTO %1$s (ip, flows, flows_as_client, flows_as_server, packets, bytes_sent, bytes_received, peers, start_nanos, end_nanos, country, country_name, city, as_number, as_organization, name)
            WITH called AS (SELECT server_ip AS ip, domain, count(*) AS flows FROM %2$s WHERE domain IS NOT NULL GROUP BY 1, 2),
            name AS (SELECT DISTINCT ON (ip) ip, domain AS name FROM called ORDER BY ip, flows DESC, domain)
            SELECT host.*, country, country_name, city, as_number, as_organization, name FROM (%3$s) AS host JOIN %4$s USING (ip) LEFT JOIN name USING (ip)""";

    private FinalTables() {}

    /// Looks up every address of the job, for what follows.
    public static void locate(Connection connection, JobTables tables, Places places) throws SQLException {
        execute(connection, MEMORY, "DROP TABLE IF EXISTS " + tables.place(), PLACE_TABLE.formatted(tables.place()));
        fill(connection, tables, places);
        execute(connection, "ANALYZE " + tables.place());
    }

    /// Sums up the hosts of the flows as they came, with their places.
    public static void gatherHosts(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, dropIndex(tables.host()), "TRUNCATE " + tables.host(),
                HOSTS.formatted(tables.host(), tables.incomingFlow(), HostSums.of(tables.incomingFlow(), "true"), tables.place()), index("UNIQUE", "", tables.host(), "(ip)"), "ANALYZE " + tables.host());
    }

    /// Writes the flows in their order, column by column. What is written into a table in the transaction that empties it need not go through the log (`wal_level` minimal).
    ///
    /// @throws SQLException of class 23 when two flows have one number, or one flow two sessions
    public static void foldColumns(Connection connection, JobTables tables, Places places) throws SQLException {
        execute(connection, MEMORY, index("UNIQUE", "IF NOT EXISTS", tables.incomingFlow(), "(ordinal)"), index("UNIQUE", "IF NOT EXISTS", tables.incomingMember(), "(ordinal)"),
                dropIndex(tables.flowColumn()), "TRUNCATE " + tables.flowColumn());
        FlowColumns.build(connection, tables, address -> places.place(address).code());
        execute(connection, index("UNIQUE", "", tables.flowColumn(), "(field, segment)"));
    }

    public static void indexSessions(Connection connection, JobTables tables) throws SQLException {
        execute(connection, MEMORY, index("UNIQUE", "", tables.session(), "(session)"), index("", "", tables.sessionLink(), "(session)"), "ANALYZE " + tables.session());
    }

    /// Removes what came, when all that is made of it is there.
    public static void dropIncoming(Connection connection, JobTables tables) throws SQLException {
        execute(connection, "DROP TABLE " + String.join(", ", tables.incomingFlow(), tables.incomingMember(), tables.place()));
    }

    private static String index(String kind, String unless, String table, String columns) {
        return "CREATE %s INDEX %s %s_index_0 ON %s %s".formatted(kind, unless, table, table, columns);
    }

    /// Of a completion that did not come to its end.
    private static String dropIndex(String table) {
        return "DROP INDEX IF EXISTS " + table + "_index_0";
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

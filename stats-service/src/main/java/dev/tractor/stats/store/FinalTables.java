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

/// Turns what came of a job into the tables that are asked: flows in the order of the capture, with session and countries and with indexes, and the hosts.
public final class FinalTables {
    // A sort or an index over a million flows stays in memory; one job is folded at a time.
    private static final String MEMORY = "SET LOCAL work_mem = '64MB'; SET LOCAL maintenance_work_mem = '128MB'";
    private static final int ADDRESSES_AT_A_TIME = 5_000;
    private static final int USUAL_PLACE_BYTES = 96;
    private static final String PLACE_TABLE = """
            CREATE TEMPORARY TABLE place (
                ip inet, country text COLLATE "C", country_name text COLLATE "C", city text COLLATE "C", as_number bigint, as_organization text COLLATE "C") ON COMMIT DROP""";
    private static final List<String> PLACE = List.of("ip", "country", "country_name", "city", "as_number", "as_organization");
    private static final String FLOWS = """
            INSERT INTO %1$s (%4$s, session, client_country, server_country) SELECT %4$s, member.session, client.country, server.country
            FROM %2$s AS incoming JOIN place AS client ON client.ip = client_ip JOIN place AS server ON server.ip = server_ip LEFT JOIN %3$s AS member USING (ordinal) ORDER BY ordinal""";
    private static final String HOSTS = """
            INSERT INTO %1$s (ip, flows, flows_as_client, flows_as_server, packets, bytes_sent, bytes_received, peers, start_nanos, end_nanos, country, country_name, city, as_number, as_organization, name)
            WITH called AS (SELECT server_ip AS ip, domain, count(*) AS flows FROM %2$s WHERE domain IS NOT NULL GROUP BY 1, 2),
            name AS (SELECT DISTINCT ON (ip) ip, domain AS name FROM called ORDER BY ip, flows DESC, domain)
            SELECT host.*, country, country_name, city, as_number, as_organization, name FROM (%3$s) AS host JOIN place USING (ip) LEFT JOIN name USING (ip)""";
    /// What is asked by other than columns: lists by label, one host, one session.
    private static final List<String> FLOW_INDEXES = List.of("(label, ordinal)", "(client_ip)", "(server_ip)");

    private FinalTables() {}

    /// Within the caller's transaction.
    ///
    /// @throws SQLException of class 23 when two flows have one number
    public static void build(Connection connection, JobTables tables, Places places) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(MEMORY);
            statement.execute(PLACE_TABLE);
            locate(connection, tables, places);
            statement.execute("ANALYZE place");
            statement.execute(FLOWS.formatted(tables.flow(), tables.incomingFlow(), tables.incomingMember(), String.join(", ", FlowRows.COLUMNS)));
            statement.execute("DROP TABLE " + tables.incomingFlow() + ", " + tables.incomingMember());
            statement.execute("CREATE UNIQUE INDEX ON " + tables.flow() + " (ordinal)");
            for (String index : FLOW_INDEXES) {
                statement.execute("CREATE INDEX ON " + tables.flow() + " " + index);
            }
            statement.execute("ANALYZE " + tables.flow());
            FlowColumns.build(connection, tables);
            statement.execute("CREATE UNIQUE INDEX ON " + tables.flowColumn() + " (field, segment)");
            statement.execute(HOSTS.formatted(tables.host(), tables.flow(), HostSums.of(tables.flow(), "true")));
            statement.execute("CREATE UNIQUE INDEX ON " + tables.host() + " (ip)");
            statement.execute("ANALYZE " + tables.host());
            statement.execute("CREATE UNIQUE INDEX ON " + tables.session() + " (session)");
            statement.execute("CREATE INDEX ON " + tables.sessionLink() + " (session)");
            statement.execute("ANALYZE " + tables.session());
        }
    }

    /// Fills the table of places with every address of the job.
    private static void locate(Connection connection, JobTables tables, Places places) throws SQLException {
        String addresses = "SELECT host(ip) FROM (SELECT client_ip AS ip FROM %1$s UNION SELECT server_ip FROM %1$s) AS address".formatted(tables.incomingFlow());
        String into = BinaryCopy.into("place", PLACE);
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

package dev.tractor.stats.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tractor.query.Comparison;
import dev.tractor.query.FlowField;
import dev.tractor.query.Query;
import dev.tractor.query.Value;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the flows of a job say about one host.
///
/// @param countryName English
/// @param city English, null where no database knows it
/// @param asNumber of the autonomous system, null where no database knows it
/// @param names by which flows addressed it
/// @param userAgents that it named as a client
/// @param labels of its flows
/// @param services ports at which it is a server
/// @param peersTop those with which it exchanged the most bytes
public record HostProfile(
        @JsonUnwrapped FoundHost host, String countryName, String city, Long asNumber, String asOrganization, List<Said> names, List<Said> userAgents, FlowGroups labels, FlowGroups services,
        List<Peer> peersTop) {
    private static final String PEERS = """
            WITH part AS (
                SELECT CASE WHEN client_ip = here.ip THEN server_ip ELSE client_ip END AS peer, label, count(*) AS flows,
                       sum(CASE WHEN client_ip = here.ip THEN bytes_forward ELSE bytes_backward END) AS sent, sum(CASE WHEN client_ip = here.ip THEN bytes_backward ELSE bytes_forward END) AS received
                FROM %s CROSS JOIN (SELECT CAST(? AS inet) AS ip) AS here WHERE client_ip = here.ip OR server_ip = here.ip GROUP BY 1, 2),
            peer AS (
                SELECT peer AS ip, sum(flows) AS flows, sum(sent) AS sent, sum(received) AS received, (array_agg(label ORDER BY sent + received DESC, label))[1] AS label FROM part GROUP BY peer)
            SELECT host(ip), country, name, peer.flows, sent, received, label FROM peer JOIN %s AS place USING (ip) ORDER BY sent + received DESC, ip LIMIT ?""";

    /// @param flows that say so
    public record Said(String value, long flows) {}

    /// @param label that most of the bytes between them have
    public record Peer(String ip, String country, String name, long flows, long bytesSent, long bytesReceived, String label) {}

    /// @param top the most of each list
    /// @return empty when the job has no such host
    public static Optional<HostProfile> of(Connection connection, JobFlows job, IpAddress ip, int top) throws SQLException {
        JobTables tables = job.tables();
        String sql = "SELECT " + FoundHost.COLUMNS + ", country_name, nullif(city, 'unknown'), as_number, as_organization FROM " + tables.host() + " WHERE ip = ?::inet";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ip.text());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                int next = FoundHost.COLUMN_COUNT;
                return Optional.of(new HostProfile(FoundHost.read(row), row.getString(next + 1), row.getString(next + 2), row.getObject(next + 3, Long.class), row.getString(next + 4),
                        said(connection, tables, "domain", "server_ip", ip, top), said(connection, tables, "user_agent", "client_ip", ip, top),
                        groups(job, FlowField.IP, ip, GroupField.LABEL, top), groups(job, FlowField.DST_IP, ip, GroupField.DST_PORT, top),
                        peers(connection, tables, ip, top)));
            }
        }
    }

    private static FlowGroups groups(JobFlows job, FlowField side, IpAddress ip, GroupField by, int top) {
        byte[] address = ip.bytes();
        Query ofHost = new Query.Test(side, Comparison.EQUAL, new Value.Network(address, address.length * Byte.SIZE));
        return FlowGroups.of(job, ofHost, by, FlowGroups.Order.FLOWS, top);
    }

    private static List<Said> said(Connection connection, JobTables tables, String column, String side, IpAddress ip, int top) throws SQLException {
        List<Said> said = new ArrayList<>();
        String sql = "SELECT %1$s, count(*) FROM %2$s WHERE %3$s = ?::inet AND %1$s IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?".formatted(column, tables.flow(), side);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ip.text());
            statement.setInt(2, top);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    said.add(new Said(row.getString(1), row.getLong(2)));
                }
            }
        }
        return said;
    }

    private static List<Peer> peers(Connection connection, JobTables tables, IpAddress ip, int top) throws SQLException {
        List<Peer> peers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PEERS.formatted(tables.flow(), tables.host()))) {
            statement.setString(1, ip.text());
            statement.setInt(2, top);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    peers.add(new Peer(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getString(7)));
                }
            }
        }
        return peers;
    }
}

package dev.tractor.stats.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tractor.query.Comparison;
import dev.tractor.query.FlowField;
import dev.tractor.query.Query;
import dev.tractor.query.Value;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.NameServices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    /// @param flows that say so
    public record Said(String value, long flows) {}

    /// @param label that most of the bytes between them have
    public record Peer(String ip, String country, String name, long flows, long bytesSent, long bytesReceived, String label) {}

    /// @param top the most of each list
    /// @return empty when the job has no such host
    public static Optional<HostProfile> of(Connection connection, JobFlows job, IpAddress ip, int top) throws SQLException {
        String sql = "SELECT " + FoundHost.COLUMNS + ", country_name, nullif(city, 'unknown'), as_number, as_organization FROM " + job.tables().host() + " WHERE ip = ?::inet";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ip.text());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                int next = FoundHost.COLUMN_COUNT;
                return Optional.of(new HostProfile(FoundHost.read(row), row.getString(next + 1), row.getString(next + 2), row.getObject(next + 3, Long.class), row.getString(next + 4),
                        said(job, addressing(ip), GroupField.DOMAIN, top), said(job, flows(FlowField.SRC_IP, ip), GroupField.USER_AGENT, top),
                        groups(job, flows(FlowField.IP, ip), GroupField.LABEL, top), groups(job, flows(FlowField.DST_IP, ip), GroupField.DST_PORT, top),
                        HostPeers.of(connection, job, ip, top)));
            }
        }
    }

    private static FlowGroups groups(JobFlows job, Query flows, GroupField by, int top) {
        return FlowGroups.of(job, flows, by, FlowGroups.Order.FLOWS, top);
    }

    /// Those of which one side is the host.
    static Query flows(FlowField side, IpAddress ip) {
        byte[] address = ip.bytes();
        return new Query.Test(side, Comparison.EQUAL, new Value.Network(address, address.length * Byte.SIZE));
    }

    /// Those whose domain is a name of the server.
    private static Query addressing(IpAddress ip) {
        List<Query> asking = NameServices.PROTOCOLS.stream().<Query>map(name -> new Query.Test(FlowField.APPLICATION_PROTOCOL, Comparison.EQUAL, new Value.Name(name, false))).toList();
        return new Query.And(List.of(flows(FlowField.DST_IP, ip), new Query.Not(new Query.Or(asking))));
    }

    /// Flows that do not say it are one of the groups.
    private static List<Said> said(JobFlows job, Query flows, GroupField by, int top) {
        return groups(job, flows, by, top + 1).groups().stream().filter(group -> group.value() != null).limit(top).map(group -> new Said(group.value(), group.flows())).toList();
    }
}

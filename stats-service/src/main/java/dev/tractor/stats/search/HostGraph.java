package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Who talks to whom: the greatest hosts, and all others as one.
///
/// @param by what is greatest
/// @param edges from client to server, each with the label that most of it has; flows among the others have none
/// @param rest what lies at the others, in whole or with one end
public record HostGraph(String by, List<Node> nodes, List<Edge> edges, Rest rest) {
    /// More are no picture.
    public static final int TOP_LIMIT = 500;
    private static final String OTHERS = "others";

    private static final String PAIRS = """
            pair AS MATERIALIZED (
                SELECT client_ip, server_ip, label, count(*) AS flows, sum(packets_forward + packets_backward) AS packets, sum(bytes_forward + bytes_backward) AS bytes FROM %s WHERE %s GROUP BY 1, 2, 3)""";
    private static final String NODES = """
            WITH %s,
            side AS (SELECT client_ip AS ip, flows, bytes FROM pair UNION ALL SELECT server_ip, flows, bytes FROM pair WHERE client_ip <> server_ip),
            sums AS (SELECT ip, sum(flows) AS flows, sum(bytes) AS bytes, count(*) OVER () AS hosts FROM side GROUP BY ip)
            SELECT host(ip), country, name, sums.flows, sums.bytes, hosts FROM sums JOIN %s AS place USING (ip) ORDER BY %s DESC, ip LIMIT ?""";
    private static final String EDGES = """
            WITH %s,
            best AS (SELECT unnest(?::inet[]) AS ip),
            part AS (
                SELECT source.ip AS source, target.ip AS target, label, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
                FROM pair LEFT JOIN best AS source ON source.ip = client_ip LEFT JOIN best AS target ON target.ip = server_ip GROUP BY 1, 2, 3)
            SELECT host(source), host(target), (array_agg(label ORDER BY %2$s DESC, label))[1], sum(flows), sum(packets), sum(bytes) FROM part GROUP BY source, target ORDER BY sum(%2$s) DESC, source, target""";

    /// What is greatest.
    public enum By {
        BYTES, FLOWS;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param others true at the one node of all that have none of their own, else null
    public record Node(String ip, String country, String name, long flows, long bytes, Boolean others) {}

    public record Edge(String srcIp, String dstIp, String label, long flows, long packets, long bytes) {}

    /// @param hosts that have no node of their own
    public record Rest(long hosts, long flows, long bytes) {}

    /// @param top nodes, without the one of all others
    public static HostGraph of(Connection connection, JobTables tables, Query query, By by, int top) throws SQLException {
        Condition condition = Condition.of(query);
        String pairs = PAIRS.formatted(tables.flow(), condition.sql());
        List<Node> nodes = new ArrayList<>();
        long hosts = 0;
        try (PreparedStatement statement = connection.prepareStatement(NODES.formatted(pairs, tables.host(), "sums." + by.column()))) {
            statement.setInt(condition.bind(statement, 1), top);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    nodes.add(new Node(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), null));
                    hosts = row.getLong(6);
                }
            }
        }
        return edges(connection, pairs, condition, by, nodes, hosts - nodes.size());
    }

    private static HostGraph edges(Connection connection, String pairs, Condition condition, By by, List<Node> nodes, long others) throws SQLException {
        List<Edge> edges = new ArrayList<>();
        Rest rest = new Rest(others, 0, 0);
        try (PreparedStatement statement = connection.prepareStatement(EDGES.formatted(pairs, by.column()))) {
            int index = condition.bind(statement, 1);
            Array best = connection.createArrayOf("text", nodes.stream().map(Node::ip).toArray());
            statement.setArray(index, best);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String source = row.getString(1);
                    String target = row.getString(2);
                    if (source == null || target == null) {
                        rest = new Rest(others, rest.flows + row.getLong(4), rest.bytes + row.getLong(6));
                    }
                    if (source != null || target != null) {
                        edges.add(new Edge(source == null ? OTHERS : source, target == null ? OTHERS : target, row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6)));
                    }
                }
            }
        }
        if (others > 0) {
            nodes.add(new Node(OTHERS, null, null, rest.flows, rest.bytes, true));
        }
        return new HostGraph(by.column(), nodes, edges, rest);
    }
}

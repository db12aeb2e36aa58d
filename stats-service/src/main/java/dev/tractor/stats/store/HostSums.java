package dev.tractor.stats.store;

/// What flows say about the hosts at their ends, as SQL.
public final class HostSums {
    private static final String QUERY = """
            WITH pair AS (
                SELECT client_ip, server_ip, client_ip = server_ip AS same, count(*) AS flows, sum(packets_forward + packets_backward)::bigint AS packets,
                       sum(bytes_forward)::bigint AS forward, sum(bytes_backward)::bigint AS backward, min(start_nanos) AS first, max(end_nanos) AS last
                FROM %s WHERE %s GROUP BY 1, 2),
            side AS (
                SELECT client_ip AS ip, server_ip AS peer, flows, flows AS as_client, CASE WHEN same THEN flows ELSE 0 END AS as_server, packets,
                       CASE WHEN same THEN forward + backward ELSE forward END AS sent, CASE WHEN same THEN forward + backward ELSE backward END AS received, first, last FROM pair
                UNION ALL SELECT server_ip, client_ip, flows, 0, flows, packets, backward, forward, first, last FROM pair WHERE NOT same),
            peer AS (
                SELECT ip, sum(flows) AS flows, sum(as_client) AS as_client, sum(as_server) AS as_server, sum(packets) AS packets, sum(sent) AS sent, sum(received) AS received,
                       min(first) AS first, max(last) AS last FROM side GROUP BY ip, peer)
            SELECT ip, sum(flows)::bigint AS flows, sum(as_client)::bigint AS flows_as_client, sum(as_server)::bigint AS flows_as_server, sum(packets)::bigint AS packets,
                   sum(sent)::bigint AS bytes_sent, sum(received)::bigint AS bytes_received, count(*) AS peers, min(first) AS start_nanos, max(last) AS end_nanos FROM peer GROUP BY ip""";

    private HostSums() {}

    /// A query whose columns are those of table `host` from `ip` to `end_nanos`. A flow from a host to itself counts once as its client's and once as its server's, and once among its flows.
    public static String of(String flows, String condition) {
        return QUERY.formatted(flows, condition);
    }
}

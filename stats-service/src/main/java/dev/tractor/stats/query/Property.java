package dev.tractor.stats.query;

/// A property of a flow that flows are counted by, as SQL.
enum Property {
    /// Each flow once: its application protocol, else its transport.
    PROTOCOLS("coalesce(application_protocol, transport_name(protocol))", "value"),
    LABELS("label", "value"),
    GROUPS("label_group", "value"),
    TRAFFIC_CLASS("traffic_class", "value"),
    CLIENTS("client_ip", "host(value)"),
    SERVERS("server_ip", "host(value)"),
    /// The server's; flows of protocols without ports have none.
    PORTS("CASE WHEN has_ports(protocol) THEN server_port END", "CAST(value AS text)"),
    DOMAINS("domain", "value"),
    /// The other end, of the flows of one host.
    PEERS("CASE WHEN client_ip = host.ip THEN server_ip ELSE client_ip END", "host(value)"),
    /// Which a host names as a client.
    USER_AGENT("CASE WHEN client_ip = host.ip THEN user_agent END", "value"),
    /// By which a host was addressed as a server.
    OWN_DOMAIN("CASE WHEN server_ip = host.ip THEN domain END", "value");

    private final String value;
    private final String text;

    /// @param value grouped by; flows where it is NULL are left out
    /// @param text of `value`, made once for each group
    Property(String value, String text) {
        this.value = value;
        this.text = text;
    }

    /// The query of the groups with the most flows; its last parameter is how many groups.
    String countQuery(FlowSelection selection) {
        return """
                SELECT %s COLLATE "C" AS label, flows
                FROM (SELECT %s AS value, count(*) AS flows FROM %s WHERE %s GROUP BY 1) AS counted
                WHERE value IS NOT NULL ORDER BY flows DESC, label LIMIT ?""".formatted(text, value, selection.from(), selection.where());
    }
}

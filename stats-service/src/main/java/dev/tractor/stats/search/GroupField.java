package dev.tractor.stats.search;

import java.util.Arrays;
import java.util.Optional;

/// The fields by whose values flows can be summed, as SQL.
public enum GroupField {
    LABEL("label", "label", "value"),
    GROUP("group", "label_group", "value"),
    METHOD("method", "method", "value"),
    APPLICATION_PROTOCOL("app", "application_protocol", "value"),
    TRAFFIC_CLASS("class", "traffic_class", "value"),
    DOMAIN("domain", "domain", "value"),
    USER_AGENT("user_agent", "user_agent", "value"),
    IP("ip", Both.IPS, "side.of", "host(value)"),
    SRC_IP("src.ip", "client_ip", "host(value)"),
    DST_IP("dst.ip", "server_ip", "host(value)"),
    COUNTRY("country", Both.COUNTRIES, "side.of", "value"),
    SRC_COUNTRY("src.country", "client_country", "value"),
    DST_COUNTRY("dst.country", "server_country", "value"),
    SRC_PORT("src.port", "CASE WHEN has_ports(protocol) THEN client_port END", "CAST(value AS text)"),
    DST_PORT("dst.port", "CASE WHEN has_ports(protocol) THEN server_port END", "CAST(value AS text)"),
    PROTOCOL("protocol", "protocol", "transport_name(value)"),
    END_REASON("end_reason", "end_reason", "end_reason_name(value)"),
    SESSION("session", "session", "CAST(value AS text)");

    /// A flow counts for the value of either side, once where they are equal.
    private static final class Both {
        static final String IPS = " CROSS JOIN LATERAL (VALUES (client_ip, true), (server_ip, client_ip <> server_ip)) AS side(of, other)";
        static final String COUNTRIES = " CROSS JOIN LATERAL (VALUES (client_country, true), (server_country, client_country <> server_country)) AS side(of, other)";
    }

    private final String field;
    private final String sides;
    private final String value;
    private final String text;

    GroupField(String field, String value, String text) {
        this(field, "", value, text);
    }

    /// @param sides joined to the flows where a flow has more than one value
    /// @param value grouped by
    /// @param text of `value`, made once for each group
    GroupField(String field, String sides, String value, String text) {
        this.field = field;
        this.sides = sides;
        this.value = value;
        this.text = text;
    }

    /// As a request and the query language name it.
    public String field() {
        return field;
    }

    String value() {
        return value;
    }

    String text() {
        return text;
    }

    /// Whether a flow can count for two values, so that their sums are no sum of the flows.
    boolean isOfBothSides() {
        return !sides.isEmpty();
    }

    /// The flows that the condition finds, once for each of their values.
    String from(String flows, String condition) {
        return flows + sides + " WHERE " + condition + (isOfBothSides() ? " AND side.other" : "");
    }

    public static Optional<GroupField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.field.equals(name)).findFirst();
    }
}

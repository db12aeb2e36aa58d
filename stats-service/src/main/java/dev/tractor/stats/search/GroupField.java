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
    IP("ip", "client_ip", "server_ip", "host(value)"),
    SRC_IP("src.ip", "client_ip", "host(value)"),
    DST_IP("dst.ip", "server_ip", "host(value)"),
    COUNTRY("country", "client_country", "server_country", "value"),
    SRC_COUNTRY("src.country", "client_country", "value"),
    DST_COUNTRY("dst.country", "server_country", "value"),
    SRC_PORT("src.port", "CASE WHEN has_ports(protocol) THEN client_port END", "CAST(value AS text)"),
    DST_PORT("dst.port", "CASE WHEN has_ports(protocol) THEN server_port END", "CAST(value AS text)"),
    PROTOCOL("protocol", "protocol", "transport_name(value)"),
    END_REASON("end_reason", "end_reason", "end_reason_name(value)"),
    /// By each of a flow's symptoms.
    SYMPTOM("symptom", "symptoms", "value"),
    SESSION("session", "session", "CAST(value AS text)");

    private final String field;
    private final String value;
    private final String other;
    private final String text;

    GroupField(String field, String value, String text) {
        this(field, value, null, text);
    }

    /// @param value grouped by
    /// @param other value that the flow counts for too, unless both are equal; null where a flow has one
    /// @param text of `value`, made once for each group
    GroupField(String field, String value, String other, String text) {
        this.field = field;
        this.value = value;
        this.other = other;
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

    /// The value of the other side.
    String other() {
        return other;
    }

    /// Whether a flow can count for two values, so that their sums are no sum of the flows.
    boolean isOfBothSides() {
        return other != null;
    }

    /// Whether `value` holds several, with blanks between.
    boolean hasSeveral() {
        return this == SYMPTOM;
    }

    public static Optional<GroupField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.field.equals(name)).findFirst();
    }
}

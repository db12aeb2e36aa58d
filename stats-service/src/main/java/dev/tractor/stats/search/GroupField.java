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
    SRC_IP("src.ip", "client_ip", "host(value)"),
    DST_IP("dst.ip", "server_ip", "host(value)"),
    SRC_PORT("src.port", "CASE WHEN has_ports(protocol) THEN client_port END", "CAST(value AS text)"),
    DST_PORT("dst.port", "CASE WHEN has_ports(protocol) THEN server_port END", "CAST(value AS text)"),
    PROTOCOL("protocol", "protocol", "transport_name(value)"),
    END_REASON("end_reason", "end_reason", "end_reason_name(value)");

    private final String field;
    private final String value;
    private final String text;

    /// @param value grouped by
    /// @param text of `value`, made once for each group
    GroupField(String field, String value, String text) {
        this.field = field;
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

    public static Optional<GroupField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.field.equals(name)).findFirst();
    }
}

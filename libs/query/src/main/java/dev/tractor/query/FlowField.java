package dev.tractor.query;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a query can ask a flow for.
public enum FlowField {
    LABEL("label", Kind.NAME, "application or protocol"),
    GROUP("group", Kind.NAME, "group of the label"),
    METHOD("method", Kind.NAME, "how the label was found: `tls-sni`, `port`, …"),
    APPLICATION_PROTOCOL("app", Kind.NAME, "protocol under the application: `tls`, `http`, `quic`, …"),
    TRAFFIC_CLASS("class", Kind.NAME, "class that the traffic model gives: `chat`, `voip`, …"),
    DOMAIN("domain", Kind.DOMAIN, "name that the flow was addressed by"),
    USER_AGENT("user_agent", Kind.TEXT, "user agent of its first HTTP request"),
    COMMENT("comment", Kind.TEXT, "why it has its label"),
    IP("ip", Kind.ADDRESS, "address of either side"),
    SRC_IP("src.ip", Kind.ADDRESS, "address of the client"),
    DST_IP("dst.ip", Kind.ADDRESS, "address of the server"),
    COUNTRY("country", Kind.COUNTRY, "country of either side"),
    SRC_COUNTRY("src.country", Kind.COUNTRY, "country of the client"),
    DST_COUNTRY("dst.country", Kind.COUNTRY, "country of the server"),
    PORT("port", Kind.NUMBER, "port of either side"),
    SRC_PORT("src.port", Kind.NUMBER, "port of the client"),
    DST_PORT("dst.port", Kind.NUMBER, "port of the server"),
    PROTOCOL("protocol", Kind.PROTOCOL, "IP protocol: `tcp`, `udp`, `icmp`, … or its number"),
    BYTES("bytes", Kind.NUMBER, "IP total lengths, both directions"),
    BYTES_FWD("bytes.fwd", Kind.NUMBER, "IP total lengths, client to server"),
    BYTES_BWD("bytes.bwd", Kind.NUMBER, "IP total lengths, server to client"),
    PACKETS("packets", Kind.NUMBER, "packets, both directions"),
    PACKETS_FWD("packets.fwd", Kind.NUMBER, "packets, client to server"),
    PACKETS_BWD("packets.bwd", Kind.NUMBER, "packets, server to client"),
    START("start", Kind.TIME, "time of the first packet"),
    END("end", Kind.TIME, "time of the last packet"),
    DURATION("duration", Kind.DURATION, "time between the first and the last packet"),
    END_REASON("end_reason", Kind.NAME, "`idle`, `active`, `end`, `forced` or `resources`"),
    SYMPTOM("symptom", Kind.NAMES, "what is wrong with it as it was captured: `snapped`, `reordered`, `super-packets`, `duplicated`, `one-sided`, `gaps`"),
    CONFIDENCE("confidence", Kind.FRACTION, "of the label, 0 to 1"),
    FLOW("flow", Kind.NUMBER, "number of the flow in its capture, from 0"),
    SESSION("session", Kind.NUMBER, "session that the flow belongs to");

    /// How a field's values are written and compared.
    public enum Kind {
        /// Lower-case name; `*` stands for any characters.
        NAME("a name, `*` for any characters"),
        /// Several names, of which one is meant.
        NAMES("one of the names, `*` for any characters"),
        /// Host name: itself and the names under it; `*` stands for any characters.
        DOMAIN("a host name, which stands for the names under it too (with `=` for itself alone), `*` for any characters"),
        /// Free text: contained in it, in either case.
        TEXT("a part of the text"),
        /// An address or a network.
        ADDRESS("an address or a network: `10.0.0.1`, `10.0.0.0/8`, `2001:db8::/32`"),
        /// ISO 3166-1.
        COUNTRY("a code of two letters: `DE`, or `private` or `unknown`"),
        /// A whole number with a unit of count.
        NUMBER("a number, also with K, M or G, or a range `from..to`"),
        /// An IP protocol.
        PROTOCOL("a name or a number"),
        /// Seconds since the epoch, or an ISO 8601 instant.
        TIME("seconds since the epoch or `2026-01-31T12:00:00Z`"),
        /// A number with a unit of time.
        DURATION("a number with `us`, `ms`, `s`, `m` or `h`; seconds without one"),
        /// A number from 0 to 1.
        FRACTION("a number from 0 to 1");

        private final String form;

        Kind(String form) {
            this.form = form;
        }

        /// How its values are written, for people.
        public String form() {
            return form;
        }

        /// Whether values can be smaller or greater.
        public boolean isOrdered() {
            return switch (this) {
                case NUMBER, TIME, DURATION, FRACTION -> true;
                case NAME, NAMES, DOMAIN, TEXT, ADDRESS, COUNTRY, PROTOCOL -> false;
            };
        }
    }

    private static final Map<String, FlowField> BY_NAME = Arrays.stream(values()).collect(Collectors.toMap(FlowField::field, field -> field, (a, _) -> a, LinkedHashMap::new));

    private final String field;
    private final Kind kind;
    private final String description;

    FlowField(String field, Kind kind, String description) {
        this.field = field;
        this.kind = kind;
        this.description = description;
    }

    /// As it is written in a query.
    public String field() {
        return field;
    }

    public Kind kind() {
        return kind;
    }

    /// For people.
    public String description() {
        return description;
    }

    /// @return null when no field has that name
    public static FlowField named(String name) {
        return BY_NAME.get(name);
    }
}

package dev.tractor.stats.columns;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is stored of the flows of a complete job.
public enum Column {
    ORDINAL("ordinal", Kind.COUNTING),
    START("start_nanos", Kind.NUMBER),
    DURATION("end_nanos - start_nanos", Kind.NUMBER),
    PACKETS("packets_forward + packets_backward", Kind.NUMBER),
    PACKETS_FWD("packets_forward", Kind.NUMBER),
    BYTES("bytes_forward + bytes_backward", Kind.NUMBER),
    BYTES_FWD("bytes_forward", Kind.NUMBER),
    DECIDED_AFTER("decided_after::bigint", Kind.NUMBER),
    SRC_IP("client_ip", Kind.ADDRESS),
    DST_IP("server_ip", Kind.ADDRESS),
    SRC_PORT("client_port::bigint", Kind.CODED_NUMBER),
    DST_PORT("server_port::bigint", Kind.CODED_NUMBER),
    PROTOCOL("protocol::bigint", Kind.CODED_NUMBER),
    SESSION("session", Kind.CODED_NUMBER),
    CONFIDENCE("confidence", Kind.FRACTION),
    TRAFFIC_CLASS_CONFIDENCE("traffic_class_confidence", Kind.FRACTION),
    END_REASON("end_reason_name(end_reason)", Kind.TEXT),
    SYMPTOMS("symptoms", Kind.TEXT),
    LABEL("label", Kind.TEXT),
    GROUP("label_group", Kind.TEXT),
    METHOD("method", Kind.TEXT),
    COMMENT("comment", Kind.TEXT),
    APPLICATION_PROTOCOL("application_protocol", Kind.TEXT),
    TRAFFIC_CLASS("traffic_class", Kind.TEXT),
    DOMAIN("domain", Kind.TEXT),
    USER_AGENT("user_agent", Kind.TEXT),
    SRC_COUNTRY(Kind.COUNTRY, SRC_IP),
    DST_COUNTRY(Kind.COUNTRY, DST_IP),
    BY_START(Kind.ORDER, START),
    BY_DURATION(Kind.ORDER, DURATION),
    BY_PACKETS(Kind.ORDER, PACKETS),
    BY_BYTES(Kind.ORDER, BYTES);

    /// What a column holds.
    enum Kind {
        /// A number, from one flow to the next mostly one more.
        COUNTING,
        NUMBER,
        /// A number that many flows have.
        CODED_NUMBER,
        /// IEEE 754 of single precision.
        FRACTION,
        /// 4 or 16 bytes in network order.
        ADDRESS,
        /// UTF-8.
        TEXT,
        /// ISO 3166-1 alpha-2, `private` or `unknown`, of the addresses of another column.
        COUNTRY,
        /// The rows in the order of another column, of equal values the first one first.
        ORDER;

        boolean isCoded() {
            return switch (this) {
                case CODED_NUMBER, FRACTION, ADDRESS, TEXT, COUNTRY -> true;
                case COUNTING, NUMBER, ORDER -> false;
            };
        }
    }

    /// Those that the database gives.
    static final List<Column> READ = Arrays.stream(values()).filter(column -> column.source == null).toList();

    private final String sql;
    private final Kind kind;
    private final Column source;

    Column(String sql, Kind kind) {
        this.sql = sql;
        this.kind = kind;
        this.source = null;
    }

    Column(Kind kind, Column source) {
        this.sql = null;
        this.kind = kind;
        this.source = source;
    }

    /// As it is stored.
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sql() {
        return sql;
    }

    Kind kind() {
        return kind;
    }

    /// The column that it is made of; null for one that the database gives.
    Column source() {
        return source;
    }
}

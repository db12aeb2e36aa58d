package dev.tractor.stats.columns;

import java.util.Locale;

/// What is stored of the flows of a complete job.
public enum Column {
    ORDINAL(Kind.COUNTING),
    START(Kind.NUMBER),
    DURATION(Kind.NUMBER),
    PACKETS(Kind.NUMBER),
    PACKETS_FWD(Kind.NUMBER),
    BYTES(Kind.NUMBER),
    BYTES_FWD(Kind.NUMBER),
    DECIDED_AFTER(Kind.NUMBER),
    SRC_IP(Kind.ADDRESS),
    DST_IP(Kind.ADDRESS),
    SRC_PORT(Kind.CODED_NUMBER),
    DST_PORT(Kind.CODED_NUMBER),
    PROTOCOL(Kind.CODED_NUMBER),
    SESSION(Kind.CODED_NUMBER),
    CONFIDENCE(Kind.FRACTION),
    TRAFFIC_CLASS_CONFIDENCE(Kind.FRACTION),
    END_REASON(Kind.TEXT),
    SYMPTOMS(Kind.TEXT),
    LABEL(Kind.TEXT),
    GROUP(Kind.TEXT),
    METHOD(Kind.TEXT),
    COMMENT(Kind.TEXT),
    APPLICATION_PROTOCOL(Kind.TEXT),
    TRAFFIC_CLASS(Kind.TEXT),
    DOMAIN(Kind.TEXT),
    USER_AGENT(Kind.TEXT),
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

    private final Kind kind;
    private final Column source;

    Column(Kind kind) {
        this(kind, null);
    }

    Column(Kind kind, Column source) {
        this.kind = kind;
        this.source = source;
    }

    /// As it is stored.
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    Kind kind() {
        return kind;
    }

    /// The column that it is made of; null for one that flows bring.
    Column source() {
        return source;
    }
}

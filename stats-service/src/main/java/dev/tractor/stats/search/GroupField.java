package dev.tractor.stats.search;

import dev.tractor.query.TransportProtocols;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.Dictionary;
import dev.tractor.stats.columns.Interner;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The fields by whose values flows can be summed.
public enum GroupField {
    LABEL("label", Column.LABEL),
    GROUP("group", Column.GROUP),
    METHOD("method", Column.METHOD),
    APPLICATION_PROTOCOL("app", Column.APPLICATION_PROTOCOL),
    TRAFFIC_CLASS("class", Column.TRAFFIC_CLASS),
    DOMAIN("domain", Column.DOMAIN),
    USER_AGENT("user_agent", Column.USER_AGENT),
    IP("ip", Column.SRC_IP, Column.DST_IP),
    SRC_IP("src.ip", Column.SRC_IP),
    DST_IP("dst.ip", Column.DST_IP),
    COUNTRY("country", Column.SRC_COUNTRY, Column.DST_COUNTRY),
    SRC_COUNTRY("src.country", Column.SRC_COUNTRY),
    DST_COUNTRY("dst.country", Column.DST_COUNTRY),
    SRC_PORT("src.port", Column.SRC_PORT),
    DST_PORT("dst.port", Column.DST_PORT),
    PROTOCOL("protocol", Column.PROTOCOL),
    END_REASON("end_reason", Column.END_REASON),
    /// By each of a flow's symptoms.
    SYMPTOM("symptom", Column.SYMPTOMS),
    SESSION("session", Column.SESSION);

    private final String field;
    private final Column value;
    private final Column other;

    GroupField(String field, Column value) {
        this(field, value, null);
    }

    /// @param other of the other side, whose value the flow counts for too, unless both are equal; null where a flow has one
    GroupField(String field, Column value, Column other) {
        this.field = field;
        this.value = value;
        this.other = other;
    }

    /// As a request and the query language name it.
    public String field() {
        return field;
    }

    /// Whether a flow has a value of either side.
    boolean isOfBothSides() {
        return other != null;
    }

    /// Whether a value of the column holds several, with blanks between.
    boolean hasSeveral() {
        return this == SYMPTOM;
    }

    /// Codes of the rows of a segment; 0 for no value.
    @FunctionalInterface
    public interface Codes {
        int of(int row);
    }

    /// @param shared gives the codes
    public Codes codes(Segment segment, Interner shared) {
        Coded column = segment.coded(value);
        int[] codes = column.dictionary().codesIn(shared);
        return this == SRC_PORT || this == DST_PORT ? ofProtocolsWithPorts(segment, column, codes) : row -> codes[column.code(row)];
    }

    /// Of the other side.
    Codes otherCodes(Segment segment, Interner shared) {
        Coded column = segment.coded(other);
        int[] codes = column.dictionary().codesIn(shared);
        return row -> codes[column.code(row)];
    }

    /// What each value of the column holds, by its code there.
    int[][] several(Segment segment, Interner shared) {
        Dictionary values = segment.coded(value).dictionary();
        int[][] several = new int[values.codes()][];
        several[0] = new int[1];
        for (int code = 1; code < several.length; code++) {
            several[code] = Arrays.stream(values.text(code).split(" ")).mapToInt(one -> shared.code(one.getBytes(StandardCharsets.UTF_8))).toArray();
        }
        return several;
    }

    /// In the column itself.
    Codes own(Segment segment) {
        return segment.coded(value)::code;
    }

    private static Codes ofProtocolsWithPorts(Segment segment, Coded ports, int[] codes) {
        Coded protocols = segment.coded(Column.PROTOCOL);
        boolean[] havePorts = new boolean[protocols.dictionary().codes()];
        for (int code = 1; code < havePorts.length; code++) {
            havePorts[code] = TransportProtocols.hasPorts((int) protocols.dictionary().number(code));
        }
        return row -> havePorts[protocols.code(row)] ? codes[ports.code(row)] : 0;
    }

    /// @return null for no value
    public String text(Dictionary values, int code) {
        if (code == 0) {
            return null;
        }
        return switch (this) {
            case LABEL, GROUP, METHOD, APPLICATION_PROTOCOL, TRAFFIC_CLASS, DOMAIN, USER_AGENT, COUNTRY, SRC_COUNTRY, DST_COUNTRY, END_REASON, SYMPTOM -> values.text(code);
            case IP, SRC_IP, DST_IP -> IpAddress.of(values.bytes(code)).shortest();
            case SRC_PORT, DST_PORT, SESSION -> Long.toString(values.number(code));
            case PROTOCOL -> TransportProtocols.name((int) values.number(code));
        };
    }

    public static Optional<GroupField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.field.equals(name)).findFirst();
    }
}

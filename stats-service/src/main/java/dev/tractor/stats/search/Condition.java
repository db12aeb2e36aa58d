package dev.tractor.stats.search;

import dev.tractor.query.Comparison;
import dev.tractor.query.FlowField;
import dev.tractor.query.Query;
import dev.tractor.query.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A query as a condition of SQL over the table of a job's flows. What a user wrote is never part of the text: values are parameters, names of columns come from here.
final class Condition {
    private static final Map<FlowField, String> COLUMNS = Map.ofEntries(
            Map.entry(FlowField.LABEL, "label"), Map.entry(FlowField.GROUP, "label_group"), Map.entry(FlowField.METHOD, "method"), Map.entry(FlowField.APPLICATION_PROTOCOL, "application_protocol"),
            Map.entry(FlowField.TRAFFIC_CLASS, "traffic_class"), Map.entry(FlowField.DOMAIN, "domain"), Map.entry(FlowField.USER_AGENT, "user_agent"), Map.entry(FlowField.COMMENT, "comment"),
            Map.entry(FlowField.SRC_IP, "client_ip"), Map.entry(FlowField.DST_IP, "server_ip"), Map.entry(FlowField.SRC_PORT, "client_port"), Map.entry(FlowField.DST_PORT, "server_port"),
            Map.entry(FlowField.PROTOCOL, "protocol"), Map.entry(FlowField.BYTES, "(bytes_forward + bytes_backward)"), Map.entry(FlowField.BYTES_FWD, "bytes_forward"),
            Map.entry(FlowField.BYTES_BWD, "bytes_backward"), Map.entry(FlowField.PACKETS, "(packets_forward + packets_backward)"), Map.entry(FlowField.PACKETS_FWD, "packets_forward"),
            Map.entry(FlowField.PACKETS_BWD, "packets_backward"), Map.entry(FlowField.START, "start_nanos"), Map.entry(FlowField.END, "end_nanos"),
            Map.entry(FlowField.DURATION, "(end_nanos - start_nanos)"), Map.entry(FlowField.END_REASON, "end_reason_name(end_reason)"), Map.entry(FlowField.CONFIDENCE, "confidence"),
            Map.entry(FlowField.SYMPTOM, "string_to_array(symptoms, ' ')"), Map.entry(FlowField.FLOW, "ordinal"), Map.entry(FlowField.SESSION, "session"), Map.entry(FlowField.SRC_COUNTRY, "client_country"), Map.entry(FlowField.DST_COUNTRY, "server_country"));
    /// A confidence is stored with single precision: `>= 0.9` is meant to find 0.9.
    private static final String AS_SINGLE = "?::real";
    private static final String AS_NUMBER = "?::bigint";
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final List<Object> parameters = new ArrayList<>();
    private final String sql;

    private Condition(Query query) {
        sql = sql(query);
    }

    static Condition of(Query query) {
        return new Condition(query);
    }

    /// With a `?` for each parameter.
    String sql() {
        return sql;
    }

    /// @return the index of the next parameter
    int bind(PreparedStatement statement, int from) throws SQLException {
        int index = from;
        for (Object parameter : parameters) {
            statement.setObject(index++, parameter);
        }
        return index;
    }

    private String sql(Query query) {
        return switch (query) {
            case Query.Everything() -> "true";
            case Query.And(List<Query> parts) -> parts.stream().map(this::sql).collect(Collectors.joining(" AND ", "(", ")"));
            case Query.Or(List<Query> parts) -> parts.stream().map(this::sql).collect(Collectors.joining(" OR ", "(", ")"));
            case Query.Not(Query part) -> "NOT coalesce(" + sql(part) + ", false)";
            case Query.Word(String part) -> "(" + contains("label", part) + " OR " + contains("domain", part) + " OR " + contains("comment", part) + ")";
            case Query.Test(FlowField field, Comparison comparison, Value value) when comparison == Comparison.NOT_EQUAL -> "NOT coalesce(" + test(field, Comparison.EQUAL, value) + ", false)";
            case Query.Test(FlowField field, Comparison comparison, Value value) -> test(field, comparison, value);
        };
    }

    private String test(FlowField field, Comparison comparison, Value value) {
        return switch (field) {
            case IP -> "(" + test(FlowField.SRC_IP, comparison, value) + " OR " + test(FlowField.DST_IP, comparison, value) + ")";
            case PORT -> "(" + test(FlowField.SRC_PORT, comparison, value) + " OR " + test(FlowField.DST_PORT, comparison, value) + ")";
            case COUNTRY -> "(" + test(FlowField.SRC_COUNTRY, comparison, value) + " OR " + test(FlowField.DST_COUNTRY, comparison, value) + ")";
            default -> switch (value) {
                case Value.Present() -> field == FlowField.COMMENT ? "comment <> ''" : COLUMNS.get(field) + " IS NOT NULL";
                case Value.Name name -> name(field, name);
                case Value.Text(String part) -> contains(COLUMNS.get(field), part);
                case Value.Network(byte[] address, int prefix) -> network(field, address, prefix);
                case Value.Number(BigDecimal number) -> COLUMNS.get(field) + " " + operator(comparison) + " " + number(field, number, comparison);
                case Value.Range(BigDecimal from, BigDecimal to) -> COLUMNS.get(field) + " BETWEEN " + number(field, from, Comparison.AT_LEAST) + " AND " + number(field, to, Comparison.AT_MOST);
            };
        };
    }

    private String name(FlowField field, Value.Name name) {
        String column = COLUMNS.get(field);
        String like = name.hasWildcard() ? escaped(name.pattern()).replace('*', '%') : null;
        if (field.kind() == FlowField.Kind.NAMES) {
            return like == null ? parameter(name.pattern()) + " = ANY (" + column + ")" : "EXISTS (SELECT FROM unnest(" + column + ") AS one WHERE one LIKE " + parameter(like) + ")";
        }
        if (like != null) {
            return column + " LIKE " + parameter(like);
        }
        String equal = column + " = " + parameter(name.pattern());
        return name.orUnder() ? "(" + equal + " OR " + column + " LIKE " + parameter("%." + escaped(name.pattern())) + ")" : equal;
    }

    private String contains(String column, String part) {
        return "lower(" + column + ") LIKE " + parameter("%" + escaped(part) + "%");
    }

    private String network(FlowField field, byte[] address, int prefix) {
        String literal;
        try {
            literal = InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        boolean whole = prefix == address.length * Byte.SIZE;
        parameters.add(whole ? literal : literal + "/" + prefix);
        return COLUMNS.get(field) + (whole ? " = ?::inet" : " <<= ?::inet");
    }

    /// Stored numbers are whole: a bound between two of them moves to the one that decides the same.
    private String number(FlowField field, BigDecimal number, Comparison comparison) {
        if (field.kind() == FlowField.Kind.FRACTION) {
            parameters.add(number.doubleValue());
            return AS_SINGLE;
        }
        RoundingMode rounding = switch (comparison) {
            case AT_LEAST, LESS -> RoundingMode.CEILING;
            case AT_MOST, GREATER, EQUAL, NOT_EQUAL -> RoundingMode.FLOOR;
        };
        BigDecimal whole = number.setScale(0, rounding);
        boolean never = comparison == Comparison.EQUAL && whole.compareTo(number) != 0;
        parameters.add(never ? Long.MIN_VALUE : whole.min(GREATEST).longValue());
        return AS_NUMBER;
    }

    private static String operator(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case AT_MOST -> "<=";
            case GREATER -> ">";
            case AT_LEAST -> ">=";
        };
    }

    private String parameter(String value) {
        parameters.add(value.replace("\0", ""));
        return "?";
    }

    /// Backslash is the escape character of LIKE.
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}

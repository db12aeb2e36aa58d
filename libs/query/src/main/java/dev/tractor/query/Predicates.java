package dev.tractor.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Answers a query for one flow at a time, where there is no database to ask.
public final class Predicates {
    /// A flow as a query sees it.
    public interface Row {
        /// @param field of kind NAME, NAMES (with blanks between them), DOMAIN, TEXT or COUNTRY; `country` is asked for by side
        /// @return empty when the flow has none
        String text(FlowField field);

        /// @param field ordered, or PROTOCOL; `ip` and `port` are asked for by side
        /// @return NaN when the flow has none; times and durations in nanoseconds
        double number(FlowField field);

        /// @param field `src.ip` or `dst.ip`
        byte[] address(FlowField field);
    }

    private Predicates() {}

    public static Predicate<Row> of(Query query) {
        return switch (query) {
            case Query.Everything() -> _ -> true;
            case Query.And(List<Query> parts) -> parts.stream().map(Predicates::of).reduce(Predicate::and).orElseThrow();
            case Query.Or(List<Query> parts) -> parts.stream().map(Predicates::of).reduce(Predicate::or).orElseThrow();
            case Query.Not(Query part) -> of(part).negate();
            case Query.Word(String part) -> row -> contains(row, FlowField.LABEL, part) || contains(row, FlowField.DOMAIN, part) || contains(row, FlowField.COMMENT, part);
            case Query.Test test -> test.comparison() == Comparison.NOT_EQUAL ? positive(new Query.Test(test.field(), Comparison.EQUAL, test.value())).negate() : positive(test);
        };
    }

    private static boolean contains(Row row, FlowField field, String part) {
        return row.text(field).toLowerCase(Locale.ROOT).contains(part);
    }

    private static Predicate<Row> positive(Query.Test test) {
        FlowField field = test.field();
        return switch (field) {
            case IP -> positive(new Query.Test(FlowField.SRC_IP, test.comparison(), test.value())).or(positive(new Query.Test(FlowField.DST_IP, test.comparison(), test.value())));
            case PORT -> positive(new Query.Test(FlowField.SRC_PORT, test.comparison(), test.value())).or(positive(new Query.Test(FlowField.DST_PORT, test.comparison(), test.value())));
            case COUNTRY -> positive(new Query.Test(FlowField.SRC_COUNTRY, test.comparison(), test.value())).or(positive(new Query.Test(FlowField.DST_COUNTRY, test.comparison(), test.value())));
            default -> switch (test.value()) {
                case Value.Present() -> row -> isPresent(row, field);
                case Value.Network network -> row -> network.contains(row.address(field));
                case Value.Text(String part) -> row -> contains(row, field, part);
                case Value.Number(BigDecimal exact) -> {
                    double number = exact.doubleValue();
                    yield row -> !Double.isNaN(row.number(field)) && test.comparison().holds(Double.compare(row.number(field), number));
                }
                case Value.Range(BigDecimal from, BigDecimal to) -> row -> row.number(field) >= from.doubleValue() && row.number(field) <= to.doubleValue();
                case Value.Name name when field.kind() == FlowField.Kind.NAMES -> row -> Arrays.stream(row.text(field).split(" ")).anyMatch(one -> matches(name, one));
                case Value.Name name -> row -> matches(name, row.text(field));
            };
        };
    }

    private static boolean isPresent(Row row, FlowField field) {
        return switch (field.kind()) {
            case NAME, NAMES, DOMAIN, TEXT, COUNTRY -> !row.text(field).isEmpty();
            case NUMBER, PROTOCOL, TIME, DURATION, FRACTION -> !Double.isNaN(row.number(field));
            case ADDRESS -> true;
        };
    }

    private static boolean matches(Value.Name name, String text) {
        return !text.isEmpty() && (Glob.matches(name.pattern(), text) || name.orUnder() && text.endsWith("." + name.pattern()));
    }
}

package dev.tractor.query;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
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
            default -> switch (field.kind()) {
                case ADDRESS -> test.value() instanceof Value.Network network ? row -> network.contains(row.address(field)) : _ -> true;
                case NAME, NAMES, DOMAIN, TEXT, COUNTRY -> {
                    Predicate<String> wanted = ofText(field.kind(), test.value());
                    yield row -> wanted.test(row.text(field));
                }
                case NUMBER, PROTOCOL, TIME, DURATION, FRACTION -> {
                    DoublePredicate wanted = ofNumber(test.comparison(), test.value());
                    yield row -> wanted.test(row.number(field));
                }
            };
        };
    }

    /// What is asked of a text, of which an empty one is none.
    public static Predicate<String> ofText(FlowField.Kind kind, Value value) {
        return switch (value) {
            case Value.Name _ when kind == FlowField.Kind.NAMES -> {
                Predicate<String> one = ofText(FlowField.Kind.NAME, value);
                yield text -> Arrays.stream(text.split(" ")).anyMatch(one);
            }
            case Value.Present() -> text -> !text.isEmpty();
            case Value.Text(String part) -> text -> text.toLowerCase(Locale.ROOT).contains(part);
            case Value.Name name -> text -> !text.isEmpty() && (Glob.matches(name.pattern(), text) || name.orUnder() && text.endsWith("." + name.pattern()));
            case Value.Number _, Value.Range _, Value.Network _ -> throw new IllegalArgumentException("no text: " + value);
        };
    }

    /// What is asked of a number, of which NaN is none.
    ///
    /// @param comparison any but [Comparison#NOT_EQUAL]
    public static DoublePredicate ofNumber(Comparison comparison, Value value) {
        return switch (value) {
            case Value.Present() -> number -> !Double.isNaN(number);
            case Value.Number(BigDecimal exact) -> {
                double wanted = exact.doubleValue();
                yield number -> !Double.isNaN(number) && comparison.holds(Double.compare(number, wanted));
            }
            case Value.Range(BigDecimal from, BigDecimal to) -> {
                double least = from.doubleValue();
                double greatest = to.doubleValue();
                yield number -> number >= least && number <= greatest;
            }
            case Value.Text _, Value.Name _, Value.Network _ -> throw new IllegalArgumentException("no number: " + value);
        };
    }
}

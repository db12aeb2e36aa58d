package dev.tractor.stats.columns;

import dev.tractor.query.Comparison;
import dev.tractor.query.FlowField;
import dev.tractor.query.Predicates;
import dev.tractor.query.Query;
import dev.tractor.query.Value;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// Answers a query for all flows of a segment at once. What is asked of coded values is asked once of each different one.
final class Filter {
    private final Segment segment;

    private Filter(Segment segment) {
        this.segment = segment;
    }

    /// The rows that the query finds.
    static BitSet of(Query query, Segment segment) {
        return new Filter(segment).find(query);
    }

    private BitSet find(Query query) {
        return switch (query) {
            case Query.Everything() -> all();
            case Query.And(List<Query> parts) -> every(parts);
            case Query.Or(List<Query> parts) -> parts.stream().map(this::find).reduce(Filter::either).orElseThrow();
            case Query.Not(Query part) -> not(find(part));
            case Query.Word(String part) -> word(new Value.Text(part));
            case Query.Test(FlowField field, Comparison comparison, Value value) when comparison == Comparison.NOT_EQUAL -> not(test(field, Comparison.EQUAL, value));
            case Query.Test(FlowField field, Comparison comparison, Value value) -> test(field, comparison, value);
        };
    }

    private BitSet all() {
        BitSet all = new BitSet(segment.rows());
        all.set(0, segment.rows());
        return all;
    }

    private BitSet every(List<Query> parts) {
        BitSet found = find(parts.getFirst());
        for (Query part : parts.subList(1, parts.size())) {
            if (found.isEmpty()) {
                return found;
            }
            found.and(find(part));
        }
        return found;
    }

    private static BitSet either(BitSet one, BitSet other) {
        one.or(other);
        return one;
    }

    private BitSet not(BitSet found) {
        found.flip(0, segment.rows());
        return found;
    }

    private BitSet test(FlowField field, Comparison comparison, Value value) {
        return switch (field) {
            case LABEL -> text(Column.LABEL, field, value);
            case GROUP -> text(Column.GROUP, field, value);
            case METHOD -> text(Column.METHOD, field, value);
            case APPLICATION_PROTOCOL -> text(Column.APPLICATION_PROTOCOL, field, value);
            case TRAFFIC_CLASS -> text(Column.TRAFFIC_CLASS, field, value);
            case DOMAIN -> text(Column.DOMAIN, field, value);
            case USER_AGENT -> text(Column.USER_AGENT, field, value);
            case COMMENT -> text(Column.COMMENT, field, value);
            case SYMPTOM -> text(Column.SYMPTOMS, field, value);
            case END_REASON -> text(Column.END_REASON, field, value);
            case SRC_COUNTRY -> text(Column.SRC_COUNTRY, field, value);
            case DST_COUNTRY -> text(Column.DST_COUNTRY, field, value);
            case COUNTRY -> either(text(Column.SRC_COUNTRY, field, value), text(Column.DST_COUNTRY, field, value));
            case SRC_IP -> address(Column.SRC_IP, value);
            case DST_IP -> address(Column.DST_IP, value);
            case IP -> either(address(Column.SRC_IP, value), address(Column.DST_IP, value));
            case SRC_PORT -> number(Column.SRC_PORT, comparison, value);
            case DST_PORT -> number(Column.DST_PORT, comparison, value);
            case PORT -> either(number(Column.SRC_PORT, comparison, value), number(Column.DST_PORT, comparison, value));
            case PROTOCOL -> number(Column.PROTOCOL, comparison, value);
            case SESSION -> number(Column.SESSION, comparison, value);
            case CONFIDENCE -> fraction(comparison, value);
            case BYTES -> range(segment.numbers(Column.BYTES), comparison, value);
            case BYTES_FWD -> range(segment.numbers(Column.BYTES_FWD), comparison, value);
            case BYTES_BWD -> range(segment.bytesBackward(), comparison, value);
            case PACKETS -> range(segment.numbers(Column.PACKETS), comparison, value);
            case PACKETS_FWD -> range(segment.numbers(Column.PACKETS_FWD), comparison, value);
            case PACKETS_BWD -> range(segment.packetsBackward(), comparison, value);
            case START -> range(segment.numbers(Column.START), comparison, value);
            case END -> range(segment.end(), comparison, value);
            case DURATION -> range(segment.numbers(Column.DURATION), comparison, value);
            case FLOW -> range(segment.numbers(Column.ORDINAL), comparison, value);
        };
    }

    private BitSet word(Value.Text part) {
        return either(either(text(Column.LABEL, FlowField.COMMENT, part), text(Column.DOMAIN, FlowField.COMMENT, part)), text(Column.COMMENT, FlowField.COMMENT, part));
    }

    private BitSet text(Column column, FlowField field, Value value) {
        Coded texts = segment.coded(column);
        Predicate<String> test = Predicates.ofText(field.kind(), value);
        return coded(texts, code -> test.test(texts.dictionary().text(code)));
    }

    private BitSet address(Column column, Value value) {
        Coded addresses = segment.coded(column);
        return coded(addresses, code -> !(value instanceof Value.Network network) || network.contains(addresses.dictionary().bytes(code)));
    }

    private BitSet number(Column column, Comparison comparison, Value value) {
        Coded numbers = segment.coded(column);
        WholeRange wanted = WholeRange.of(comparison, value);
        return coded(numbers, code -> wanted.contains(numbers.dictionary().number(code)));
    }

    private BitSet fraction(Comparison comparison, Value value) {
        Coded fractions = segment.coded(Column.CONFIDENCE);
        DoublePredicate test = Predicates.ofNumber(comparison, value);
        // 0.9 asks for what is stored as the single that is nearest to it
        return coded(fractions, code -> test.test(Double.parseDouble(Float.toString(fractions.dictionary().fraction(code)))));
    }

    /// @param test of a code; no value passes none
    private BitSet coded(Coded column, IntPredicate test) {
        long[] passes = new long[column.dictionary().codes()];
        boolean any = false;
        for (int code = 1; code < passes.length; code++) {
            boolean passed = test.test(code);
            passes[code] = passed ? 1 : 0;
            any |= passed;
        }
        return any ? select(column.codes(), (codes, count) -> {
            long word = 0;
            for (int i = 0; i < count; i++) {
                word |= passes[(int) codes[i]] << i;
            }
            return word;
        }) : new BitSet();
    }

    private BitSet range(Numbers numbers, Comparison comparison, Value value) {
        WholeRange wanted = WholeRange.of(comparison, value);
        long from = wanted.from();
        long to = wanted.to();
        if (to < numbers.least() || from > numbers.greatest()) {
            return new BitSet();
        }
        return from <= numbers.least() && to >= numbers.greatest() ? all() : select(numbers, (values, count) -> {
            long word = 0;
            for (int i = 0; i < count; i++) {
                word |= (values[i] >= from & values[i] <= to ? 1L : 0L) << i;
            }
            return word;
        });
    }

    /// Which of up to 64 numbers pass, the first one in the lowest bit.
    @FunctionalInterface
    private interface Test {
        long word(long[] numbers, int count);
    }

    private BitSet select(Numbers numbers, Test test) {
        long[] words = new long[(segment.rows() + Long.SIZE - 1) / Long.SIZE];
        long[] block = new long[Long.SIZE];
        for (int word = 0; word < words.length; word++) {
            int count = Math.min(Long.SIZE, segment.rows() - word * Long.SIZE);
            numbers.read(word * Long.SIZE, count, block);
            words[word] = test.word(block, count);
        }
        return BitSet.valueOf(words);
    }
}

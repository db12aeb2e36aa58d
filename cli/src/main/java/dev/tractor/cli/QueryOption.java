package dev.tractor.cli;

import dev.tractor.model.Labeller;
import dev.tractor.model.Labellers;
import dev.tractor.query.FlowField;
import dev.tractor.query.Predicates;
import dev.tractor.query.Query;
import dev.tractor.query.QueryException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The option `--query`: only the flows that fulfil a condition in the query language, of the fields that a command knows.
final class QueryOption {
    /// What metering tells.
    static final Set<FlowField> METERED = Set.copyOf(EnumSet.of(
            FlowField.IP, FlowField.SRC_IP, FlowField.DST_IP, FlowField.PORT, FlowField.SRC_PORT, FlowField.DST_PORT, FlowField.PROTOCOL,
            FlowField.BYTES, FlowField.BYTES_FWD, FlowField.BYTES_BWD, FlowField.PACKETS, FlowField.PACKETS_FWD, FlowField.PACKETS_BWD,
            FlowField.START, FlowField.END, FlowField.DURATION, FlowField.END_REASON, FlowField.SYMPTOM, FlowField.FLOW));
    /// What labelling tells besides.
    static final Set<FlowField> LABELLED = with(METERED, FlowField.LABEL, FlowField.GROUP, FlowField.METHOD, FlowField.APPLICATION_PROTOCOL, FlowField.TRAFFIC_CLASS, FlowField.DOMAIN,
            FlowField.USER_AGENT, FlowField.COMMENT, FlowField.CONFIDENCE);
    static final Set<FlowField> WITH_SESSIONS = with(LABELLED, FlowField.SESSION);

    private final Command command;
    private final Command.Argument<String> text;

    QueryOption(Command command, String description) {
        this.command = command;
        this.text = command.option(String.class, "QUERY", description + " The language: docs/reference/query.md.", "-q", "--query");
    }

    private static Set<FlowField> with(Set<FlowField> known, FlowField... more) {
        return Stream.concat(known.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /// @return true for every flow without the option
    /// @throws picocli.CommandLine.ParameterException when it is no query, or asks for what the command does not know
    Query parse(Set<FlowField> known) {
        try {
            Query query = Query.parse(text.value() == null ? "" : text.value());
            fields(query).filter(field -> !known.contains(field)).findFirst().ifPresent(field -> {
                throw command.wrongUsage("--query: '" + field.field() + "' is not known here, only "
                        + known.stream().sorted().map(FlowField::field).collect(Collectors.joining(", ")) + elsewhere(field));
            });
            return query;
        } catch (QueryException e) {
            throw command.wrongUsage("--query: " + e.getMessage());
        }
    }

    /// @return null without the option, and when it asks for every flow
    Predicate<Predicates.Row> predicate(Set<FlowField> known) {
        if (text.value() == null) {
            return null;
        }
        Query query = parse(known);
        return query instanceof Query.Everything ? null : Predicates.of(query);
    }

    /// Whether the option's condition is one of that field.
    boolean asksFor(FlowField field) {
        return fields(parse(WITH_SESSIONS)).anyMatch(field::equals);
    }

    /// The built-in labels, with the traffic class where the condition asks for it: its model is half of a start.
    Labeller labeller() {
        if (!asksFor(FlowField.TRAFFIC_CLASS)) {
            return Labellers.rules();
        }
        NativeLibraries.useUnpacked();
        return Labellers.standard();
    }

    private static String elsewhere(FlowField field) {
        if (LABELLED.contains(field)) {
            return "; use classify";
        }
        return field == FlowField.SESSION ? "; use sessions" : "";
    }

    static Stream<FlowField> fields(Query query) {
        return switch (query) {
            case Query.Everything() -> Stream.empty();
            case Query.And(var parts) -> parts.stream().flatMap(QueryOption::fields);
            case Query.Or(var parts) -> parts.stream().flatMap(QueryOption::fields);
            case Query.Not(Query part) -> fields(part);
            case Query.Test test -> Stream.of(test.field());
            case Query.Word _ -> Stream.of(FlowField.LABEL, FlowField.DOMAIN, FlowField.COMMENT);
        };
    }
}

package dev.tractor.stats.rest;

import dev.tractor.query.Query;
import dev.tractor.query.QueryException;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.query.FlowPage;
import dev.tractor.stats.search.FlowGroups;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.FlowSort;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.search.HostSearch;
import dev.tractor.stats.search.Position;
import dev.tractor.stats.store.Text;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the parameters of a request; whatever is not as it should be answers 400 and says why. Quarkus takes an empty one for one that is not given.
final class Parameters {
    private static final int DEFAULT_FLOWS = 100;

    private Parameters() {}

    /// @param text null: not given
    static int oneTo(int limit, String name, String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= limit) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRequestException(name + " must be a whole number from 1 to " + limit);
    }

    /// @param text null: not given
    static String label(String text) {
        return text == null ? null : Text.storable(text);
    }

    static IpAddress ip(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }

    static String cursor(long afterOrdinal) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Long.toString(afterOrdinal).getBytes(StandardCharsets.US_ASCII));
    }

    static long afterOrdinal(String cursor) {
        if (cursor == null) {
            return FlowPage.FIRST;
        }
        try {
            long ordinal = Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (ordinal >= 0) {
                return ordinal;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadRequestException("cursor is none that was given with an answer");
    }

    static String cursor(Position position) {
        return encoded(position.value() + "/" + position.ordinal());
    }

    /// @return null without a cursor
    static Position position(String cursor) {
        return cursor == null ? null : decoded(cursor, parts -> new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    static String cursor(HostSearch.HostPosition position) {
        return encoded(position.value() + "/" + position.ip().text());
    }

    /// @return null without a cursor
    static HostSearch.HostPosition hostPosition(String cursor) {
        return cursor == null ? null : decoded(cursor, parts -> new HostSearch.HostPosition(Long.parseLong(parts[0]), IpAddress.parse(parts[1])));
    }

    private static String encoded(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.US_ASCII));
    }

    /// @param reader of two parts; what it throws is no cursor
    private static <T> T decoded(String cursor, Function<String[], T> reader) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("/", -1);
            if (parts.length == 2) {
                return reader.apply(parts);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadRequestException("cursor is none that was given with an answer");
    }

    static Query query(String text) {
        try {
            return Query.parse(text == null ? "" : text);
        } catch (QueryException e) {
            throw new BadRequestException("query: " + e.getMessage());
        }
    }

    /// @param by what is sorted by
    /// @param descending greatest first
    record Sort<T>(T by, boolean descending) {}

    /// @param text one of the names, with `-` in front for the greatest first; null: not given
    static <T> Sort<T> sort(String text, T[] sorts, Function<T, String> name, T otherwise) {
        if (text == null) {
            return new Sort<>(otherwise, false);
        }
        boolean descending = text.startsWith("-");
        String wanted = descending ? text.substring(1) : text;
        T by = Arrays.stream(sorts).filter(sort -> name.apply(sort).equals(wanted)).findFirst().orElseThrow(() -> new BadRequestException(
                "sort is " + Arrays.stream(sorts).map(name).collect(Collectors.joining(", ")) + ", with - in front for the greatest first; not '" + text + "'"));
        return new Sort<>(by, descending);
    }

    /// @param sort a field, with `-` in front for the greatest first
    static FlowRequest flows(String query, String sort, String limit, String cursor) {
        Sort<FlowSort> order = sort(sort, FlowSort.values(), FlowSort::field, FlowSort.FLOW);
        int rows = oneTo(FlowSearch.PAGE_LIMIT, "limit", limit, DEFAULT_FLOWS);
        return new FlowRequest(query(query), order.by(), order.descending(), rows, position(cursor));
    }

    static GroupField field(String by) {
        return GroupField.named(by == null ? "" : by).orElseThrow(() -> new BadRequestException(
                "by is " + Arrays.stream(GroupField.values()).map(GroupField::field).collect(Collectors.joining(", ")) + "; not '" + (by == null ? "" : by) + "'"));
    }

    static FlowGroups.Order order(String order) {
        return switch (order) {
            case null -> FlowGroups.Order.FLOWS;
            case "flows" -> FlowGroups.Order.FLOWS;
            case "packets" -> FlowGroups.Order.PACKETS;
            case "bytes" -> FlowGroups.Order.BYTES;
            case "rarest" -> FlowGroups.Order.RAREST;
            default -> throw new BadRequestException("order is flows, packets, bytes or rarest; not '" + order + "'");
        };
    }
}

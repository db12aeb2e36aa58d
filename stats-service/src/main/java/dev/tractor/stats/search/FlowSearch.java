package dev.tractor.stats.search;

import dev.tractor.query.Query;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/// Finds flows, page by page. A page is read along an index from the place where the page before ended, so a deep one costs what the first one does. Where that takes long, because few flows or only
/// distant ones are found, all that the query finds is determined once and kept ([FoundFlows]).
@ApplicationScoped
public class FlowSearch {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;
    /// What a page may take along an index. Longer than most do, short beside the time that determining all takes.
    private static final String SHORT_TIME = "SET LOCAL statement_timeout = '40ms'";
    private static final String TIMED_OUT = "57014";

    private final Questions questions;
    private final FoundFlows found;

    FlowSearch(Questions questions, FoundFlows found) {
        this.questions = questions;
        this.found = found;
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundFlow> flows, Position next) {}

    public Found find(FlowRequest request) throws SQLException {
        if (request.query() instanceof Query.Everything) {
            return questions.ask(connection -> alongIndex(connection, request));
        }
        BitSet known = found.ifKnown(request);
        if (known == null) {
            try {
                return questions.ask(connection -> {
                    try (Statement bound = connection.createStatement()) {
                        bound.execute(SHORT_TIME);
                    }
                    return alongIndex(connection, request);
                });
            } catch (SQLException e) {
                if (!TIMED_OUT.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        return amongFound(request, known == null ? found.find(request) : known);
    }

    private static Found alongIndex(Connection connection, FlowRequest request) throws SQLException {
        Condition condition = Condition.of(request.query());
        String sort = request.sort().expression();
        String direction = request.descending() ? " DESC" : "";
        String after = request.after() == null ? "" : " AND (" + sort + ", ordinal) " + (request.descending() ? "<" : ">") + " (?, ?)";
        String sql = "SELECT " + FoundFlow.COLUMNS + ", " + sort + " FROM " + request.tables().flow() + " WHERE " + condition.sql() + after
                + " ORDER BY " + sort + direction + ", ordinal" + direction + " LIMIT ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int index = condition.bind(query, 1);
            if (request.after() != null) {
                query.setLong(index++, request.after().value());
                query.setLong(index++, request.after().ordinal());
            }
            query.setInt(index, request.limit() + 1);
            List<FoundFlow> flows = new ArrayList<>();
            Position last = null;
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (flows.size() == request.limit()) {
                        return new Found(flows, last);
                    }
                    flows.add(FoundFlow.read(row));
                    last = position(row);
                }
            }
            return new Found(flows, null);
        }
    }

    private Found amongFound(FlowRequest request, BitSet found) throws SQLException {
        List<Integer> ordinals = new ArrayList<>();
        Walk walk = Walk.of(request, request.sort() == FlowSort.FLOW ? null : this.found.order(request), found);
        for (OptionalInt next = walk.next(); next.isPresent() && ordinals.size() <= request.limit(); next = walk.next()) {
            ordinals.add(next.getAsInt());
        }
        boolean hasMore = ordinals.size() > request.limit();
        return read(request, hasMore ? ordinals.subList(0, request.limit()) : ordinals, hasMore);
    }

    private Found read(FlowRequest request, List<Integer> ordinals, boolean hasMore) throws SQLException {
        String sql = "SELECT " + FoundFlow.COLUMNS + ", " + request.sort().expression() + " FROM " + request.tables().flow() + " WHERE ordinal = ANY (?)";
        return questions.ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setArray(1, connection.createArrayOf("bigint", ordinals.stream().map(Long::valueOf).toArray()));
                Map<Long, FoundFlow> flows = new HashMap<>();
                Map<Long, Position> positions = new HashMap<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Position position = position(row);
                        flows.put(position.ordinal(), FoundFlow.read(row));
                        positions.put(position.ordinal(), position);
                    }
                }
                LongStream order = ordinals.stream().mapToLong(Integer::longValue);
                return new Found(order.mapToObj(flows::get).toList(), hasMore ? positions.get((long) ordinals.getLast()) : null);
            }
        });
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getLong(FoundFlow.COLUMN_COUNT + 1), row.getLong(1));
    }
}

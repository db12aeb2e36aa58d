package dev.tractor.stats.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tractor.query.Query;
import dev.tractor.stats.SearchConfig;
import dev.tractor.stats.store.JobTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;

/// Which flows queries have found and in which orders flows stand, kept in memory while there is room: with both a page begins anywhere without reading what lies before it. A million flows are
/// 125 KB for each query and 4 MB for each order.
@ApplicationScoped
class FoundFlows {
    private static final int FLOWS_PER_FETCH = 20_000;
    private static final int INITIAL_FLOWS = 1 << 16;

    private sealed interface Key {
        record Found(JobTables tables, int attempt, Query query) implements Key {}

        record Ordered(JobTables tables, int attempt, FlowSort sort) implements Key {}
    }

    /// Either of them by its key: a BitSet of found ordinals, or all ordinals in an order.
    private final Cache<Key, Object> known;
    private final Questions questions;

    FoundFlows(Questions questions, SearchConfig config) {
        this.questions = questions;
        this.known = Caffeine.newBuilder().maximumWeight(config.memory().asLongValue()).weigher(FoundFlows::bytes).build();
    }

    private static int bytes(Key key, Object value) {
        return switch (value) {
            case BitSet found -> found.size() / Byte.SIZE;
            case int[] order -> order.length * Integer.BYTES;
            default -> throw new IllegalArgumentException(key.toString());
        };
    }

    /// @return null when nobody has asked for it lately
    BitSet ifKnown(FlowRequest request) {
        return (BitSet) known.getIfPresent(found(request));
    }

    /// Reads the whole job unless it is known. Whoever asks for the same meanwhile waits for it.
    BitSet find(FlowRequest request) throws SQLException {
        return (BitSet) read(found(request), connection -> {
            Condition condition = Condition.of(request.query());
            BitSet found = new BitSet(INITIAL_FLOWS);
            try (PreparedStatement statement = connection.prepareStatement("SELECT ordinal FROM " + request.tables().flow() + " WHERE " + condition.sql())) {
                statement.setFetchSize(FLOWS_PER_FETCH);
                condition.bind(statement, 1);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.set(Math.toIntExact(row.getLong(1)));
                    }
                }
            }
            return found;
        });
    }

    /// The ordinals of all flows, the least first.
    int[] order(FlowRequest request) throws SQLException {
        return (int[]) read(new Key.Ordered(request.tables(), request.attempt(), request.sort()), connection -> {
            int[] order = new int[INITIAL_FLOWS];
            int length = 0;
            try (PreparedStatement statement = connection.prepareStatement("SELECT ordinal FROM " + request.tables().flow() + " ORDER BY " + request.sort().expression() + ", ordinal")) {
                statement.setFetchSize(FLOWS_PER_FETCH);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        if (length == order.length) {
                            order = Arrays.copyOf(order, 2 * length);
                        }
                        order[length++] = Math.toIntExact(row.getLong(1));
                    }
                }
            }
            return Arrays.copyOf(order, length);
        });
    }

    private static Key found(FlowRequest request) {
        return new Key.Found(request.tables(), request.attempt(), request.query());
    }

    private Object read(Key key, Questions.Question<Object> question) throws SQLException {
        try {
            return known.get(key, _ -> {
                try {
                    return questions.ask(question);
                } catch (SQLException e) {
                    throw new FailedReading(e);
                }
            });
        } catch (FailedReading e) {
            throw e.cause;
        }
    }

    /// Carries the fault out of the cache.
    private static final class FailedReading extends RuntimeException {
        private final SQLException cause;

        FailedReading(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}

package dev.tractor.stats.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tractor.flow.session.SessionFeatures;
import dev.tractor.query.Comparison;
import dev.tractor.query.FlowField;
import dev.tractor.query.Query;
import dev.tractor.query.Value;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.store.JobTables;
import dev.tractor.vocabulary.Feature;
import dev.tractor.vocabulary.LinkKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds sessions by their flows, and shows one.
@ApplicationScoped
public class SessionSearch {
    /// Flows that are shown with their session; a query finds the others.
    static final int SHOWN_FLOWS = 200;

    private final Questions questions;

    SessionSearch(Questions questions) {
        this.questions = questions;
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundSession> sessions, Position next) {}

    /// @param from flow that speaks for it; of a DNS answer no member of the session
    /// @param to flow that belongs to the session by it
    /// @param kind as [LinkKind] names it
    public record Link(long from, long to, String kind, String evidence) {}

    /// @param features by name, without those that are missing
    /// @param shownFlows the first ones
    public record Details(@JsonUnwrapped FoundSession session, List<Link> links, Map<String, Float> features, List<FoundFlow> shownFlows) {}

    /// The sessions that have a flow which the query finds.
    ///
    /// @param after where the page before ended, null at the begin
    public Found find(JobFlows job, Query query, SessionSort by, boolean descending, int limit, Position after) throws SQLException {
        boolean all = query instanceof Query.Everything;
        Object[] having = all ? new Object[0] : sessions(job, query);
        String direction = descending ? " DESC" : "";
        String sql = "SELECT " + FoundSession.COLUMNS + ", " + by.expression() + " FROM " + job.tables().session() + " WHERE " + (all ? "true" : "session = ANY (?)")
                + (after == null ? "" : " AND (" + by.expression() + ", session) " + (descending ? "<" : ">") + " (?, ?)")
                + " ORDER BY " + by.expression() + direction + ", session" + direction + " LIMIT ?";
        return questions.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int index = 1;
                if (!all) {
                    statement.setArray(index++, connection.createArrayOf("bigint", having));
                }
                if (after != null) {
                    statement.setLong(index++, after.value());
                    statement.setLong(index++, after.ordinal());
                }
                statement.setInt(index, limit + 1);
                return read(statement, limit);
            }
        });
    }

    private static Object[] sessions(JobFlows job, Query query) {
        Set<Long> sessions = new HashSet<>();
        for (Segment segment : job.segments()) {
            BitSet found = job.found(segment, query);
            Coded column = segment.coded(Column.SESSION);
            BitSet codes = new BitSet();
            found.stream().forEach(row -> codes.set(column.code(row)));
            codes.clear(0);
            codes.stream().mapToObj(column.dictionary()::number).forEach(sessions::add);
        }
        return sessions.toArray();
    }

    private static Found read(PreparedStatement statement, int limit) throws SQLException {
        List<FoundSession> sessions = new ArrayList<>();
        Position last = null;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (sessions.size() == limit) {
                    return new Found(sessions, last);
                }
                FoundSession session = FoundSession.read(row);
                sessions.add(session);
                last = new Position(row.getLong(FoundSession.COLUMN_COUNT + 1), session.session());
            }
        }
        return new Found(sessions, null);
    }

    /// @return empty when the job has no such session
    public Optional<Details> details(JobFlows job, long session) throws SQLException {
        JobTables tables = job.tables();
        return questions.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT " + FoundSession.COLUMNS + ", features FROM " + tables.session() + " WHERE session = ?")) {
                statement.setLong(1, session);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    Float[] values = (Float[]) row.getArray(FoundSession.COLUMN_COUNT + 1).getArray();
                    return Optional.of(new Details(FoundSession.read(row), links(connection, tables, session), features(values), flows(job, session)));
                }
            }
        });
    }

    private static Map<String, Float> features(Float[] values) {
        List<Feature> names = SessionFeatures.PROFILE.features();
        Map<String, Float> features = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(values.length, names.size()); i++) {
            if (!values[i].isNaN()) {
                features.put(names.get(i).name(), values[i]);
            }
        }
        return features;
    }

    private static List<Link> links(Connection connection, JobTables tables, long session) throws SQLException {
        List<Link> links = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT from_ordinal, to_ordinal, kind, evidence FROM " + tables.sessionLink() + " WHERE session = ? ORDER BY to_ordinal, from_ordinal")) {
            statement.setLong(1, session);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    LinkKind kind = LinkKind.ofWire(row.getInt(3));
                    links.add(new Link(row.getLong(1), row.getLong(2), kind == null ? "kind-" + row.getInt(3) : kind.label(), row.getString(4)));
                }
            }
        }
        return links;
    }

    private static List<FoundFlow> flows(JobFlows job, long session) {
        Query ofSession = new Query.Test(FlowField.SESSION, Comparison.EQUAL, new Value.Number(BigDecimal.valueOf(session)));
        return FlowSearch.find(job, new FlowRequest(ofSession, FlowSort.FLOW, false, SHOWN_FLOWS, null)).flows();
    }
}

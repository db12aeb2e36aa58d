package dev.tractor.stats.search;

import dev.tractor.stats.store.JobTables;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Finds flows. A page is found from the place where the page before ended, so a deep page costs what the first one does.
@ApplicationScoped
public class FlowSearch {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;

    private final Questions questions;

    FlowSearch(Questions questions) {
        this.questions = questions;
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundFlow> flows, Position next) {}

    public Found find(FlowRequest request) throws SQLException {
        Condition condition = Condition.of(request.query());
        String sort = request.sort().expression();
        String direction = request.descending() ? " DESC" : "";
        String after = request.after() == null ? "" : " AND (" + sort + ", ordinal) " + (request.descending() ? "<" : ">") + " (?, ?)";
        String sql = "SELECT " + FoundFlow.COLUMNS + ", " + sort + " FROM " + new JobTables(request.jobId()).flow() + " WHERE " + condition.sql() + after
                + " ORDER BY " + sort + direction + ", ordinal" + direction + " LIMIT ?";
        return questions.ask(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                int index = condition.bind(query, 1);
                if (request.after() != null) {
                    query.setLong(index++, request.after().value());
                    query.setLong(index++, request.after().ordinal());
                }
                query.setInt(index, request.limit() + 1);
                return read(query, request.limit());
            }
        });
    }

    private static Found read(PreparedStatement query, int limit) throws SQLException {
        List<FoundFlow> flows = new ArrayList<>();
        Position last = null;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (flows.size() == limit) {
                    return new Found(flows, last);
                }
                FoundFlow flow = FoundFlow.read(row);
                flows.add(flow);
                last = new Position(row.getLong(FoundFlow.COLUMN_COUNT + 1), flow.flow());
            }
        }
        return new Found(flows, null);
    }
}

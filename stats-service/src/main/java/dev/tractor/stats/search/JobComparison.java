package dev.tractor.stats.search;

import dev.tractor.query.Query;
import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Two jobs side by side.
///
/// @param by the field by which flows are summed
/// @param jobs left and right
/// @param rows the values of either, that with the most flows first
/// @param changes what flow by flow differs; null where the jobs do not have the same flows
public record JobComparison(String by, List<Side> jobs, List<Row> rows, Changes changes) {
    /// Values of each job, and kinds of change, that are told apart.
    private static final int TOP = 1_000;

    /// @param total of the flows that the query finds in it
    public record Side(long jobId, FlowGroups.Sums total) {}

    /// @param value null for flows that have none
    public record Row(String value, FlowGroups.Sums left, FlowGroups.Sums right) {
        private long flows() {
            return left.flows() + right.flows();
        }
    }

    /// @param flowsCompared that the query finds in the left job
    public record Changes(long flowsCompared, long flowsChanged, List<Change> rows) {}

    /// @param from value in the left job, null when it has none
    /// @param to value of the same flow in the right job, null when it has none
    public record Change(String from, String to, long flows) {}

    /// @param haveSameFlows whether equal numbers name equal flows
    public static JobComparison of(Connection connection, JobTables left, JobTables right, Query query, GroupField by, boolean haveSameFlows) throws SQLException {
        FlowGroups before = FlowGroups.of(connection, left, query, by, FlowGroups.Order.FLOWS, TOP);
        FlowGroups after = FlowGroups.of(connection, right, query, by, FlowGroups.Order.FLOWS, TOP);
        Changes changes = haveSameFlows && !by.isOfBothSides() ? changes(connection, left, right, query, by) : null;
        return new JobComparison(by.field(), List.of(new Side(left.jobId(), before.total()), new Side(right.jobId(), after.total())), rows(before, after), changes);
    }

    private static List<Row> rows(FlowGroups left, FlowGroups right) {
        Map<String, Row> rows = new LinkedHashMap<>();
        left.groups().forEach(group -> rows.put(group.value(), new Row(group.value(), sums(group), FlowGroups.Sums.NONE)));
        right.groups().forEach(group -> rows.merge(group.value(), new Row(group.value(), FlowGroups.Sums.NONE, sums(group)),
                (before, after) -> new Row(before.value(), before.left(), after.right())));
        return rows.values().stream().sorted(Comparator.comparingLong(Row::flows).reversed()).toList();
    }

    private static FlowGroups.Sums sums(FlowGroups.Group group) {
        return new FlowGroups.Sums(group.flows(), group.packets(), group.bytes());
    }

    private static Changes changes(Connection connection, JobTables left, JobTables right, Query query, GroupField by) throws SQLException {
        Condition condition = Condition.of(query);
        String sql = """
                WITH pair AS (
                    SELECT before.value AS value, after.value AS other, count(*) AS flows
                    FROM (SELECT ordinal, %1$s AS value FROM %2$s WHERE %3$s) AS before JOIN (SELECT ordinal, %1$s AS value FROM %4$s) AS after USING (ordinal) GROUP BY 1, 2),
                total AS (SELECT coalesce(sum(flows), 0) AS compared, coalesce(sum(flows) FILTER (WHERE value IS DISTINCT FROM other), 0) AS changed FROM pair),
                change AS (SELECT * FROM pair WHERE value IS DISTINCT FROM other)
                SELECT total.compared, total.changed, %5$s, %6$s, change.flows FROM total LEFT JOIN change ON true ORDER BY change.flows DESC, 3, 4 LIMIT ?"""
                .formatted(by.value(), left.flow(), condition.sql(), right.flow(), by.text().replace("value", "change.value"), by.text().replace("value", "change.other"));
        List<Change> rows = new ArrayList<>();
        long compared = 0;
        long changed = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(condition.bind(statement, 1), TOP);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    compared = row.getLong(1);
                    changed = row.getLong(2);
                    if (row.getObject(5) != null) {
                        rows.add(new Change(row.getString(3), row.getString(4), row.getLong(5)));
                    }
                }
            }
        }
        return new Changes(compared, changed, rows);
    }
}

package dev.tractor.stats.search;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Finds flows. A page is found from the place where the page before ended, so a deep page costs what the first one does.
@ApplicationScoped
public class FlowSearch {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;
    /// A condition that few flows fulfil and that no index serves reads the whole job.
    private static final String TIMEOUT = "SET LOCAL statement_timeout = '30s'";
    private static final String COLUMNS = """
            ordinal, host(client_ip), client_port, host(server_ip), server_port, protocol, start_nanos, end_nanos, packets_forward, packets_backward, bytes_forward, bytes_backward,
            end_reason_name(end_reason), label, label_group, confidence, method, comment, application_protocol, traffic_class, traffic_class_confidence, domain, user_agent,
            (SELECT member.session FROM session_flow member WHERE member.job_id = flow.job_id AND member.ordinal = flow.ordinal)""";

    private final AgroalDataSource dataSource;

    FlowSearch(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// @param next where the next page begins, null when there is none
    public record Found(List<FoundFlow> flows, FlowRequest.Position next) {}

    public Found find(FlowRequest request) throws SQLException {
        Condition condition = Condition.of(request.query());
        String sort = request.sort().expression();
        String direction = request.descending() ? " DESC" : "";
        String after = request.after() == null ? "" : " AND (" + sort + ", ordinal) " + (request.descending() ? "<" : ">") + " (?, ?)";
        String sql = "SELECT " + COLUMNS + ", " + sort + " FROM flow WHERE job_id = ? AND " + condition.sql() + after + " ORDER BY " + sort + direction + ", ordinal" + direction + " LIMIT ?";
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement setting = connection.createStatement(); PreparedStatement query = connection.prepareStatement(sql)) {
                setting.execute(TIMEOUT);
                query.setLong(1, request.jobId());
                int index = condition.bind(query, 2);
                if (request.after() != null) {
                    query.setLong(index++, request.after().value());
                    query.setLong(index++, request.after().ordinal());
                }
                query.setInt(index, request.limit() + 1);
                return read(query, request.limit());
            } finally {
                connection.rollback();
            }
        }
    }

    private static Found read(PreparedStatement query, int limit) throws SQLException {
        List<FoundFlow> flows = new ArrayList<>();
        FlowRequest.Position last = null;
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (flows.size() == limit) {
                    return new Found(flows, last);
                }
                FoundFlow flow = FoundFlow.read(row);
                flows.add(flow);
                last = new FlowRequest.Position(row.getLong(FoundFlow.COLUMNS + 1), flow.flow());
            }
        }
        return new Found(flows, null);
    }
}

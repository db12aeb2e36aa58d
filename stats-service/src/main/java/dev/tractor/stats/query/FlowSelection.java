package dev.tractor.stats.query;

import dev.tractor.stats.geo.IpAddress;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Which flows a question is about, as the FROM and WHERE of its query.
public sealed interface FlowSelection {
    /// Every flow of the job.
    record OfJob(long jobId) implements FlowSelection {}

    /// Those with the label.
    record WithLabel(long jobId, String label) implements FlowSelection {}

    /// Those of which the address is client or server. The query can speak of it as `host.ip`.
    record OfHost(long jobId, IpAddress ip) implements FlowSelection {}

    default String from() {
        return switch (this) {
            case OfJob _, WithLabel _ -> "flow";
            case OfHost _ -> "flow CROSS JOIN (SELECT CAST(? AS inet) AS ip) AS host";
        };
    }

    default String where() {
        return switch (this) {
            case OfJob _ -> "job_id = ?";
            case WithLabel _ -> "job_id = ? AND label = ?";
            case OfHost _ -> "job_id = ? AND (client_ip = host.ip OR server_ip = host.ip)";
        };
    }

    /// Sets the parameters of `from()` and `where()`, which are the query's first.
    ///
    /// @return the index of the next parameter
    default int bind(PreparedStatement query) throws SQLException {
        switch (this) {
            case OfJob(long jobId) -> {
                query.setLong(1, jobId);
                return 2;
            }
            case WithLabel(long jobId, String label) -> {
                query.setLong(1, jobId);
                query.setString(2, label);
                return 3;
            }
            case OfHost(long jobId, IpAddress ip) -> {
                query.setString(1, ip.text());
                query.setLong(2, jobId);
                return 3;
            }
        }
    }
}

package dev.tractor.stats.query;

import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.store.JobTables;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Which flows a question is about, as the FROM and WHERE of its query.
public sealed interface FlowSelection {
    /// Every flow of the job.
    record OfJob(JobTables tables) implements FlowSelection {}

    /// Those with the label.
    record WithLabel(JobTables tables, String label) implements FlowSelection {}

    /// Those of which the address is client or server. The query can speak of it as `host.ip`.
    record OfHost(JobTables tables, IpAddress ip) implements FlowSelection {}

    JobTables tables();

    default String from() {
        return switch (this) {
            case OfJob _, WithLabel _ -> tables().flow();
            case OfHost _ -> tables().flow() + " CROSS JOIN (SELECT CAST(? AS inet) AS ip) AS host";
        };
    }

    default String where() {
        return switch (this) {
            case OfJob _ -> "true";
            case WithLabel _ -> "label = ?";
            case OfHost _ -> "(client_ip = host.ip OR server_ip = host.ip)";
        };
    }

    /// Sets the parameters of `from()` and `where()`, which are the query's first.
    ///
    /// @return the index of the next parameter
    default int bind(PreparedStatement query) throws SQLException {
        return switch (this) {
            case OfJob _ -> 1;
            case WithLabel(JobTables _, String label) -> {
                query.setString(1, label);
                yield 2;
            }
            case OfHost(JobTables _, IpAddress ip) -> {
                query.setString(1, ip.text());
                yield 2;
            }
        };
    }
}

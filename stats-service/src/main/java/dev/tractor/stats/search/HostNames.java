package dev.tractor.stats.search;

import dev.tractor.stats.store.JobTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the table of hosts says of some of them.
final class HostNames {
    private HostNames() {}

    /// @param name domain by which most flows addressed it, null when none did
    record Named(String country, String name) {}

    /// @return by address
    static Map<String, Named> of(Connection connection, JobTables tables, List<String> ips) throws SQLException {
        Map<String, Named> named = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT host(ip), country, name FROM " + tables.host() + " WHERE ip = ANY (?::inet[])")) {
            query.setArray(1, connection.createArrayOf("text", ips.toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    named.put(row.getString(1), new Named(row.getString(2), row.getString(3)));
                }
            }
        }
        return named;
    }
}

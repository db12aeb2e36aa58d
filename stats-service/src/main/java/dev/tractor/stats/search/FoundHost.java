package dev.tractor.stats.search;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/// An address and the flows at whose ends it is.
///
/// @param country ISO 3166-1 alpha-2, `private` or `unknown`
/// @param name domain by which most flows addressed it, null when none did
/// @param bytesSent IP total lengths of its packets
/// @param peers different addresses at the other end
/// @param timeStart seconds since the epoch with six decimals
/// @param timeEnd seconds since the epoch with six decimals
public record FoundHost(
        String ip, String country, String name, long flows, long flowsAsClient, long flowsAsServer, long packets, long bytesSent, long bytesReceived, long peers,
        BigDecimal timeStart, BigDecimal timeEnd) {
    /// What [#read] reads, in its order.
    static final String COLUMNS = "host(ip), country, name, flows, flows_as_client, flows_as_server, packets, bytes_sent, bytes_received, peers, start_nanos, end_nanos";
    static final int COLUMN_COUNT = 12;

    static FoundHost read(ResultSet row) throws SQLException {
        return new FoundHost(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10),
                Times.seconds(row.getLong(11)), Times.seconds(row.getLong(12)));
    }
}

package dev.tractor.stats.search;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The flows of one application run; what it does not have is null.
///
/// @param session number of its first flow
/// @param srcIp the client
/// @param timeStart seconds since the epoch with six decimals
/// @param timeEnd seconds since the epoch with six decimals
/// @param durationUs whole microseconds
public record FoundSession(
        long session, String srcIp, BigDecimal timeStart, BigDecimal timeEnd, long durationUs, int flows, long packetsFwd, long packetsBwd, long bytesFwd, long bytesBwd,
        String label, String group, Float confidence) {
    /// What [#read] reads, in its order.
    static final String COLUMNS = "session, host(client_ip), start_nanos, end_nanos, flows, packets_forward, packets_backward, bytes_forward, bytes_backward, label, label_group, confidence";
    static final int COLUMN_COUNT = 12;

    static FoundSession read(ResultSet row) throws SQLException {
        long start = row.getLong(3);
        long end = row.getLong(4);
        return new FoundSession(row.getLong(1), row.getString(2), Times.seconds(start), Times.seconds(end), (end - start) / Times.NANOS_PER_MICRO, row.getInt(5),
                row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getString(10), row.getString(11), row.getObject(12, Float.class));
    }
}

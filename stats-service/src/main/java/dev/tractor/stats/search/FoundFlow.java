package dev.tractor.stats.search;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A flow as the search shows it; what it does not have is null.
///
/// @param flow its number in the capture, from 0
/// @param timeStart seconds since the epoch with six decimals
/// @param timeEnd seconds since the epoch with six decimals
/// @param durationUs whole microseconds
/// @param protocol IP protocol number
/// @param decidedAfter packets of the flow that had been seen when its label was fixed
/// @param symptoms what is wrong with it as it was captured, with blanks between
/// @param srcCountry ISO 3166-1 alpha-2, `private` or `unknown`
public record FoundFlow(
        long flow, String srcIp, int srcPort, String dstIp, int dstPort, int protocol, BigDecimal timeStart, BigDecimal timeEnd, long durationUs,
        long packetsFwd, long packetsBwd, long bytesFwd, long bytesBwd, String endReason, String label, String group, float confidence, String method, String comment,
        String app, String trafficClass, Float trafficClassConfidence, String domain, String userAgent, Long session, String srcCountry, String dstCountry,
        Integer decidedAfter, String symptoms) {
    /// What [#read] reads, in its order.
    static final String COLUMNS = """
            ordinal, host(client_ip), client_port, host(server_ip), server_port, protocol, start_nanos, end_nanos, packets_forward, packets_backward, bytes_forward, bytes_backward,
            end_reason_name(end_reason), label, label_group, confidence, method, comment, application_protocol, traffic_class, traffic_class_confidence, domain, user_agent,
            session, client_country, server_country, NULLIF(decided_after, 0), symptoms""";
    static final int COLUMN_COUNT = 28;

    static FoundFlow read(ResultSet row) throws SQLException {
        long start = row.getLong(7);
        long end = row.getLong(8);
        return new FoundFlow(
                row.getLong(1), row.getString(2), row.getInt(3), row.getString(4), row.getInt(5), row.getInt(6), Times.seconds(start), Times.seconds(end), (end - start) / Times.NANOS_PER_MICRO,
                row.getLong(9), row.getLong(10), row.getLong(11), row.getLong(12), row.getString(13), row.getString(14), row.getString(15), row.getFloat(16), row.getString(17), row.getString(18),
                row.getString(19), row.getString(20), row.getObject(21, Float.class), row.getString(22), row.getString(23), row.getObject(24, Long.class), row.getString(25), row.getString(26),
                row.getObject(27, Integer.class), row.getString(28));
    }
}

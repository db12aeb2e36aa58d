package dev.tractor.cli;

import dev.tractor.flow.FlowSummary;
import dev.tractor.flow.Symptom;
import dev.tractor.packet.Scope;
import java.util.List;

/// The columns that every table of flows begins with, and those that stand at its end. Apart from [FlowRow], so that where only the meter's own view is written no other
/// class has what is asked of a flow, and the compiler knows whom it calls.
final class FlowColumns {
    private static final long NANOS_PER_MICRO = 1_000;

    private static final Column SRC_IP = Column.text("src_ip");
    private static final Column SRC_PORT = Column.code("src_port");
    private static final Column DST_IP = Column.text("dst_ip");
    private static final Column DST_PORT = Column.code("dst_port");
    private static final Column PROTOCOL = Column.code("protocol");
    private static final Column TIME_START = Column.time("time_start");
    private static final Column TIME_END = Column.time("time_end");
    private static final Column DURATION_US = Column.count("duration_us");
    private static final Column PACKETS_FWD = Column.count("packets_fwd");
    private static final Column PACKETS_BWD = Column.count("packets_bwd");
    private static final Column BYTES_FWD = Column.count("bytes_fwd");
    private static final Column BYTES_BWD = Column.count("bytes_bwd");
    private static final Column END_REASON = Column.text("end_reason");
    private static final Column SCOPE = Column.text("scope");
    private static final Column HEALTH = Column.text("health");
    private static final Column ICMP_ERRORS = Column.count("icmp_errors");
    private static final Column ICMP_ERROR = Column.text("icmp_error");

    /// At the begin of a row.
    static final List<Column> COLUMNS = List.of(
            SRC_IP, SRC_PORT, DST_IP, DST_PORT, PROTOCOL, TIME_START, TIME_END, DURATION_US, PACKETS_FWD, PACKETS_BWD, BYTES_FWD, BYTES_BWD, END_REASON);
    /// At its end, behind features or label.
    static final List<Column> CIRCUMSTANCES = List.of(SCOPE, HEALTH, ICMP_ERRORS, ICMP_ERROR);

    private FlowColumns() {}

    /// Writes [#COLUMNS].
    static void write(FlowSummary flow, RowWriter rows) {
        rows.address(SRC_IP, flow.clientAddress())
                .number(SRC_PORT, flow.clientPort())
                .address(DST_IP, flow.serverAddress())
                .number(DST_PORT, flow.serverPort())
                .number(PROTOCOL, flow.protocol())
                .seconds(TIME_START, flow.startNanos())
                .seconds(TIME_END, flow.endNanos())
                .number(DURATION_US, Digits.quotient(flow.endNanos() - flow.startNanos(), NANOS_PER_MICRO, 1e-3))
                .number(PACKETS_FWD, flow.packetsForward())
                .number(PACKETS_BWD, flow.packetsBackward())
                .number(BYTES_FWD, flow.bytesForward())
                .number(BYTES_BWD, flow.bytesBackward())
                .text(END_REASON, flow.endReason().label());
    }

    /// Writes [#CIRCUMSTANCES].
    static void writeCircumstances(FlowSummary flow, RowWriter rows) {
        int error = flow.firstIcmpError();
        rows.text(SCOPE, flow.scope() == 0 ? "" : Scope.text(flow.scope()))
                .text(HEALTH, Symptom.labels(flow.symptoms()))
                .number(ICMP_ERRORS, flow.icmpErrors())
                .text(ICMP_ERROR, error < 0 ? "" : (error >>> 8) + "/" + (error & 0xff));
    }
}

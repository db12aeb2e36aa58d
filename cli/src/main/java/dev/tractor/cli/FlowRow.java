package dev.tractor.cli;

import dev.tractor.flow.FlowView;
import dev.tractor.vocabulary.EndReason;
import java.util.List;

/// The columns that every table of flows begins with, copied from the meter's view.
///
/// @param startNanos since the epoch
/// @param endNanos since the epoch
record FlowRow(
        byte[] clientAddress, int clientPort, byte[] serverAddress, int serverPort, int protocol, long startNanos, long endNanos,
        long packetsForward, long packetsBackward, long bytesForward, long bytesBackward, EndReason endReason) {

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

    static final List<Column> COLUMNS = List.of(
            SRC_IP, SRC_PORT, DST_IP, DST_PORT, PROTOCOL, TIME_START, TIME_END, DURATION_US, PACKETS_FWD, PACKETS_BWD, BYTES_FWD, BYTES_BWD, END_REASON);

    static FlowRow of(FlowView flow) {
        return new FlowRow(
                flow.clientAddress(), flow.clientPort(), flow.serverAddress(), flow.serverPort(), flow.protocol(), flow.startNanos(), flow.endNanos(),
                flow.packetsForward(), flow.packetsBackward(), flow.bytesForward(), flow.bytesBackward(), flow.endReason());
    }

    void writeTo(RowWriter rows) {
        rows.address(SRC_IP, clientAddress)
                .number(SRC_PORT, clientPort)
                .address(DST_IP, serverAddress)
                .number(DST_PORT, serverPort)
                .number(PROTOCOL, protocol)
                .seconds(TIME_START, startNanos)
                .seconds(TIME_END, endNanos)
                .number(DURATION_US, (endNanos - startNanos) / NANOS_PER_MICRO)
                .number(PACKETS_FWD, packetsForward)
                .number(PACKETS_BWD, packetsBackward)
                .number(BYTES_FWD, bytesForward)
                .number(BYTES_BWD, bytesBackward)
                .text(END_REASON, endReason.label());
    }
}

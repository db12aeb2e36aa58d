package dev.tractor.stats.store;

import dev.tractor.contracts.v1.ClassifiedBatch;
import dev.tractor.contracts.v1.ClassifiedFlow;
import dev.tractor.contracts.v1.Counters;
import dev.tractor.flow.Symptom;
import java.util.List;

/// The flows of a batch as rows of table `incoming_flow`.
final class FlowRows {
    /// The columns of both tables that a batch gives.
    static final List<String> COLUMNS = List.of(
            "ordinal", "scope", "start_nanos", "end_nanos",
            "packets_forward", "bytes_forward", "payload_forward", "packets_backward", "bytes_backward", "payload_backward",
            "client_port", "server_port", "tcp_flags_forward", "tcp_flags_backward", "decided_after", "confidence", "traffic_class_confidence",
            "protocol", "end_reason", "client_ip", "server_ip", "label", "label_group", "method", "comment",
            "application_protocol", "traffic_class", "domain", "user_agent", "symptoms");
    private static final int USUAL_ROW_BYTES = 384;

    private FlowRows() {}

    static String copy(JobTables tables) {
        return BinaryCopy.into(tables.incomingFlow(), COLUMNS);
    }

    static BinaryCopy encode(ClassifiedBatch batch) {
        BinaryCopy rows = new BinaryCopy((batch.getFlowsCount() + 1) * USUAL_ROW_BYTES);
        for (ClassifiedFlow flow : batch.getFlowsList()) {
            encode(rows, flow);
        }
        return rows.end();
    }

    private static void encode(BinaryCopy rows, ClassifiedFlow flow) {
        Counters forward = flow.getForward();
        Counters backward = flow.getBackward();
        rows.row(COLUMNS.size())
                .bigint(flow.getOrdinal()).bigint(flow.getScope())
                .bigint(flow.getStartNanos()).bigint(flow.getStartNanos() + flow.getDurationNanos())
                .bigint(forward.getPackets()).bigint(forward.getBytes()).bigint(forward.getPayload())
                .bigint(backward.getPackets()).bigint(backward.getBytes()).bigint(backward.getPayload())
                .integer(flow.getClientPort()).integer(flow.getServerPort())
                .integer(forward.getTcpFlags()).integer(backward.getTcpFlags()).integer(flow.getDecidedAfter()).real(flow.getConfidence());
        if (flow.getTrafficClass().isEmpty()) {
            rows.nul();
        } else {
            rows.real(flow.getTrafficClassConfidence());
        }
        rows.smallint(flow.getProtocol()).smallint(flow.getEndReason())
                .inet(flow.getClientAddress().toByteArray()).inet(flow.getServerAddress().toByteArray())
                .text(flow.getLabel()).textOrNull(flow.getLabelGroup()).textOrNull(flow.getMethod()).text(flow.getComment())
                .textOrNull(flow.getApplicationProtocol()).textOrNull(flow.getTrafficClass())
                .textOrNull(flow.getDomain()).textOrNull(flow.getUserAgent()).textOrNull(Symptom.labels(flow.getSymptoms()));
    }
}

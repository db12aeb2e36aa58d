package dev.tractor.flow;

import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import dev.tractor.packet.CaptureWarning;
import java.util.List;

/// What a metering found besides the flows.
///
/// @param capture the file's own header facts
/// @param layout the file's sections and interfaces
/// @param accounting where every packet went
/// @param flows number of flows given to the sink
/// @param tcpPackets packets of TCP
/// @param udpPackets packets of UDP
/// @param firstNanos earliest packet time, nanoseconds since the epoch; 0 without a packet
/// @param lastNanos latest packet time
/// @param maxLiveFlows the most flows that were live at once
/// @param health how far the capture shows what went over the wire
/// @param warnings what was odd, one per kind with its count; empty when nothing was
public record MeterResult(
        CaptureInfo capture, CaptureLayout layout, Accounting accounting, long flows, long tcpPackets, long udpPackets, long firstNanos, long lastNanos,
        long maxLiveFlows, Health health, List<CaptureWarning> warnings) {
    public MeterResult {
        warnings = List.copyOf(warnings);
    }
}

package dev.tractor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tractor.flow.Accounting;
import dev.tractor.flow.Health;
import dev.tractor.flow.MeterResult;
import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import dev.tractor.packet.CaptureWarning;
import java.math.BigDecimal;
import java.util.List;

/// What `tractor info --json` prints.
///
/// @param compression null for an uncompressed file
/// @param linkTypes LINKTYPE names, an entry per interface
/// @param snapshotLength bytes, 0 for unlimited
/// @param sections of a pcapng; 1 for a pcap, which has one interface
/// @param interfaces the first of them, at most [CaptureLayout#MAX_DESCRIBED]
/// @param timeStart of the earliest packet, seconds since the epoch with six decimals
/// @param timeEnd of the latest packet
/// @param maxLiveFlows the most flows that were live at once
record CaptureFacts(
        String file, String format, String compression, String byteOrder, String version, List<String> linkTypes, long snapshotLength,
        long sections, long interfaceCount, List<CaptureLayout.Interface> interfaces,
        long packets, long uniqueFlows, long tcpPackets, long udpPackets, BigDecimal timeStart, BigDecimal timeEnd, long durationUs, long maxLiveFlows,
        Accounting accounting, boolean accountingCloses, Health health, List<CaptureWarning> warnings) {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MICROS_SCALE = 6;

    static CaptureFacts of(CaptureSource capture, MeterResult result) {
        CaptureInfo info = result.capture();
        CaptureLayout layout = result.layout();
        return new CaptureFacts(
                capture.name(), info.format(), info.compression().isEmpty() ? null : info.compression(), info.littleEndian() ? "little-endian" : "big-endian",
                info.version(), info.linkTypes(), info.snapshotLength(), layout.sections(), layout.interfaces(), layout.described(),
                result.accounting().packetsRead(), result.flows(), result.tcpPackets(),
                result.udpPackets(), seconds(result.firstNanos()), seconds(result.lastNanos()), (result.lastNanos() - result.firstNanos()) / NANOS_PER_MICRO,
                result.maxLiveFlows(), result.accounting(), result.accounting().closes(), result.health(), result.warnings());
    }

    String toJson() {
        try {
            return JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and strings always has a JSON form", e);
        }
    }

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(Math.floorDiv(nanos, NANOS_PER_MICRO), MICROS_SCALE);
    }
}

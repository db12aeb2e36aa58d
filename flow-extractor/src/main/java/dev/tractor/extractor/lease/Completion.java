package dev.tractor.extractor.lease;

import dev.tractor.flow.Accounting;
import dev.tractor.flow.Health;
import dev.tractor.flow.MeterResult;
import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureWarning;
import java.util.List;

/// What the extraction found; every one of its batches is published.
public record Completion(
        String owner, int batches, long flows, long packetsInFlows, long packets, long bytesRead, long firstNanos, long lastNanos,
        CaptureInfo captureInfo, Accounting accounting, Health health, List<CaptureWarning> warnings, String engineVersion) {

    public static Completion of(String owner, int batches, long bytesRead, MeterResult result, String engineVersion) {
        return new Completion(owner, batches, result.flows(), result.accounting().packetsInFlows(), result.accounting().packetsRead(), bytesRead,
                result.firstNanos(), result.lastNanos(), result.capture(), result.accounting(), result.health(), result.warnings(), engineVersion);
    }
}

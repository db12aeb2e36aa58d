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
        CaptureInfo captureInfo, Accounting accounting, Health health, List<CaptureWarning> warnings, String engineVersion, List<String> profiles) {

    /// @param profiles whose vectors are stored with the flows
    public static Completion of(String owner, int batches, long bytesRead, MeterResult result, String engineVersion, List<String> profiles) {
        return new Completion(owner, batches, result.flows(), result.accounting().packetsInFlows(), result.accounting().packetsRead(), bytesRead,
                result.firstNanos(), result.lastNanos(), result.capture(), result.accounting(), result.health(), result.warnings(), engineVersion, profiles);
    }

    /// Of stored flows that were published again: what is known of the capture is known from the job that read it.
    public static Completion ofStored(String owner, int batches, long flows, long packetsInFlows, String engineVersion) {
        return new Completion(owner, batches, flows, packetsInFlows, 0, 0, 0, 0, null, null, null, List.of(), engineVersion, List.of());
    }
}

package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;
import java.util.List;

/// A capture as it is shown over REST.
///
/// @param firstNanos earliest packet, since the epoch; 0 when not known
/// @param problem why there are no times, or why its bytes are not what was announced; else null
/// @param sha256 of its bytes, hexadecimal; null until it was read
/// @param sameAs names of the other captures with the same bytes; null where that was not asked
/// @param job its newest, or null
public record CaptureView(
        String name, String etag, String extension, long sizeBytes, long firstNanos, long lastNanos, String problem, String sha256, List<String> sameAs, JobView job) {
    static CaptureView of(Capture capture, Job newest, List<String> sameAs) {
        return new CaptureView(
                capture.name(), capture.etag(), capture.extension(), capture.sizeBytes(), capture.firstNanos(), capture.lastNanos(), capture.problem(), capture.sha256(), sameAs,
                newest == null ? null : JobView.withoutCapture(newest));
    }
}

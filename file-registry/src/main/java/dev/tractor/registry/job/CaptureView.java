package dev.tractor.registry.job;

import dev.tractor.registry.capture.Capture;

/// A capture as it is shown over REST.
///
/// @param firstNanos earliest packet, since the epoch; 0 when not known
/// @param problem why there are no times, or null
/// @param job its newest, or null
public record CaptureView(String name, String etag, String extension, long sizeBytes, long firstNanos, long lastNanos, String problem, JobView job) {
    static CaptureView of(Capture capture, Job newest) {
        return new CaptureView(
                capture.name(), capture.etag(), capture.extension(), capture.sizeBytes(), capture.firstNanos(), capture.lastNanos(), capture.problem(),
                newest == null ? null : JobView.withoutCapture(newest));
    }
}

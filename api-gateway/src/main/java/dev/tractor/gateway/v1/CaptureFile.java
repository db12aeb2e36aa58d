package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Capture;
import dev.tractor.gateway.backend.Job;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A capture in the repository, processed or not.
@Schema(name = "File", description = "A capture in the repository, processed or not.", requiredProperties = {"name", "extension", "time_start", "time_end", "status", "size"})
@JsonNaming(SnakeCaseStrategy.class)
public record CaptureFile(
        @Schema(description = "Name of the object in the bucket, as file_name takes it", examples = "office/monday.pcap") String name,
        @Schema(examples = "pcap") String extension,
        @Schema(description = "Time of the first packet, seconds since the epoch; 0 without a readable packet", examples = "1530476322") long timeStart,
        @Schema(description = "Time of the last packet, seconds since the epoch; time_start until it is known", examples = "1530878322") long timeEnd,
        @Schema(description = "Status of the newest job, or of the job that was asked for") FileStatus status,
        @Schema(description = "Length in kB: bytes / 1000, rounded up", examples = "102") long size,
        @Schema(description = "Number of flows, once it is known", examples = "30000") Long flowsCount,
        @Schema(description = "Why no packet of it can be read") String problem) {

    private static final long BYTES_PER_KB = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public static CaptureFile of(Capture capture) {
        return of(capture, capture.job());
    }

    public static CaptureFile of(Job job) {
        return of(job.capture(), job);
    }

    private static CaptureFile of(Capture capture, Job job) {
        long start = Math.floorDiv(capture.firstNanos(), NANOS_PER_SECOND);
        long end = Math.max(start, Math.floorDiv(capture.lastNanos(), NANOS_PER_SECOND));
        return new CaptureFile(capture.name(), capture.extension(), start, end, job == null ? FileStatus.NEW : FileStatus.of(job),
                Math.ceilDiv(capture.sizeBytes(), BYTES_PER_KB), job == null ? null : job.flows(), capture.problem());
    }
}

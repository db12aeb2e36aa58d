package dev.tractor.gateway.captures;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Capture;
import dev.tractor.gateway.backend.Job;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A capture of the repository with its newest job.
@Schema(name = "Capture", description = "A capture of the repository with its newest job.", requiredProperties = {"name", "etag", "extension", "size_bytes", "state", "warnings"})
@JsonNaming(SnakeCaseStrategy.class)
public record CaptureItem(
        @Schema(description = "Name of the object in the bucket", examples = "office/monday.pcap") String name,
        @Schema(description = "Version of the object") String etag,
        @Schema(examples = "pcap") String extension,
        long sizeBytes,
        @Schema(description = "Time of the first packet, seconds since the epoch with six decimals; left out until it is known", examples = "1530476322.000004") BigDecimal timeStart,
        @Schema(description = "Time of the last packet, likewise", examples = "1530878322.250000") BigDecimal timeEnd,
        @Schema(description = "SHA-256 of its bytes, hexadecimal; left out until they were read") String sha256,
        @Schema(description = "Other captures with the same bytes") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> sameAs,
        @Schema(description = "Why no packet of it can be read, or why its bytes are not what its upload announced, and what to do; told within seconds, before any job") String problem,
        @Schema(description = "new: not processed yet; else the state of its newest job", enumeration = {"new", "in_progress", "finished", "failed"}) String state,
        @Schema(description = "Its newest job") JobSummary job,
        @Schema(description = "What that job met in the capture") List<CaptureWarning> warnings) {

    private static final int NANOS_DIGITS = 9;
    private static final int MICROS_DIGITS = 6;

    public static CaptureItem of(Capture capture) {
        Job job = capture.job();
        boolean timed = capture.firstNanos() != 0 || capture.lastNanos() != 0;
        return new CaptureItem(capture.name(), capture.etag(), capture.extension(), capture.sizeBytes(), timed ? seconds(capture.firstNanos()) : null, timed ? seconds(capture.lastNanos()) : null,
                capture.sha256(), capture.sameAs(), capture.problem(), job == null ? "new" : job.state().wire(), job == null ? null : JobSummary.of(job), warnings(job));
    }

    private static List<CaptureWarning> warnings(Job job) {
        return job == null || job.findings() == null ? List.of() : job.findings().stream().map(CaptureWarning::of).toList();
    }

    private static BigDecimal seconds(long nanos) {
        return BigDecimal.valueOf(nanos, NANOS_DIGITS).setScale(MICROS_DIGITS, RoundingMode.FLOOR);
    }
}

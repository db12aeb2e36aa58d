package dev.tractor.gateway.captures;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Job;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a job met in its capture and went on from.
@Schema(name = "CaptureWarning", description = "What a job met in its capture and went on from.", requiredProperties = {"code", "message", "count"})
@JsonNaming(SnakeCaseStrategy.class)
public record CaptureWarning(
        @Schema(description = "Stable name", examples = "snapped") String code,
        @Schema(description = "For people") String message,
        @Schema(description = "How often") long count,
        @Schema(description = "Byte of the uncompressed capture where it was first met") long firstOffset) {

    static CaptureWarning of(Job.Finding finding) {
        return new CaptureWarning(finding.code(), finding.message(), finding.count(), finding.firstOffset());
    }
}

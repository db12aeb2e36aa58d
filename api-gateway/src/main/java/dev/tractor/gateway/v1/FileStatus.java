package dev.tractor.gateway.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.Progress;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// State of a capture, or of one of its jobs.
@Schema(name = "FileStatus", description = "State of a capture, or of one of its jobs.", requiredProperties = "state")
@JsonNaming(SnakeCaseStrategy.class)
public record FileStatus(
        @Schema(description = "new: not processed yet; finished: every statistic and flow can be read", enumeration = {"new", "in_progress", "finished", "failed"}) String state,
        @Schema(description = "Seconds since the epoch", examples = "1530878325") Long startedAt,
        @Schema(description = "Seconds since the epoch", examples = "1530878333") Long finishedAt,
        @Schema(examples = "12345") Long jobId,
        @Schema(description = "Why the job failed; cancelled for a job that was cancelled") String message,
        @Schema(description = "What the job does now", enumeration = {"waiting", "extracting", "storing", "done"}) String phase,
        @Schema(description = "How far the job is") Progress progress,
        @Schema(description = "What the job met and went on from, such as a capture that ends in the middle of a packet")
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

    static final FileStatus NEW = new FileStatus("new", null, null, null, null, null, null, null);

    public static FileStatus of(Job job) {
        return new FileStatus(job.state().wire(), job.startedAt(), job.finishedAt(), job.jobId(), job.message(), job.phase(), job.progress(), job.warnings());
    }
}

package dev.tractor.gateway.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.JobPins;
import dev.tractor.gateway.backend.Progress;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A job with what its answer depends on.
@Schema(name = "Job", description = "A job with what its answer depends on.", requiredProperties = {"job_id", "file_name", "attempt", "state", "phase", "started_at", "progress"})
@JsonNaming(SnakeCaseStrategy.class)
public record JobDetails(
        @Schema(examples = "12345") long jobId,
        @Schema(description = "The capture", examples = "office.pcap") String fileName,
        @Schema(description = "Counted from 1; a job goes on with another attempt when a part of TrActor dies") int attempt,
        @Schema(enumeration = {"in_progress", "finished", "failed"}) String state,
        @Schema(enumeration = {"waiting", "extracting", "storing", "done"}) String phase,
        @Schema(description = "Seconds since the epoch", examples = "1530878325") Long startedAt,
        @Schema(description = "Seconds since the epoch", examples = "1530878333") Long finishedAt,
        @Schema(description = "Why the job failed") String message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
        Progress progress,
        @Schema(description = "Flows of a finished job") Long flowsCount,
        @Schema(description = "The job whose flows it labels again") Long relabelOf,
        JobPins pins) {

    public static JobDetails of(Job job) {
        return new JobDetails(job.jobId(), job.capture().name(), job.attempt(), job.state().wire(), job.phase(), job.startedAt(), job.finishedAt(), job.message(), job.warnings(),
                job.progress(), job.flows(), job.relabelOf(), job.pins());
    }
}

package dev.tractor.gateway.captures;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.v1.JobProgress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A job in a list.
@Schema(name = "JobSummary", description = "A job in a list.", requiredProperties = {"job_id", "state", "phase", "percent", "started_at"})
@JsonNaming(SnakeCaseStrategy.class)
public record JobSummary(
        @Schema(examples = "12345") long jobId,
        @Schema(description = "Name of its capture; left out inside of the capture", examples = "office.pcap") String capture,
        @Schema(enumeration = {"in_progress", "finished", "failed"}) String state,
        @Schema(enumeration = {"waiting", "extracting", "storing", "done"}) String phase,
        @Schema(description = "Bytes read of the capture; 100 only when finished", examples = "42") int percent,
        @Schema(description = "Seconds since the epoch", examples = "1530878325") Long startedAt,
        @Schema(description = "Seconds since the epoch", examples = "1530878333") Long finishedAt,
        @Schema(description = "Why the job failed; cancelled for a job that was cancelled") String message,
        @Schema(description = "Flows of a finished job") Long flows,
        @Schema(description = "Name of the model that labels it", examples = "traffic-class") String model,
        @Schema(description = "The job whose flows it labels again") Long relabelOf) {

    public static JobSummary of(Job job) {
        String model = job.pins() == null || job.pins().model() == null ? null : job.pins().model().name();
        return new JobSummary(job.jobId(), job.capture() == null ? null : job.capture().name(), job.state().wire(), job.phase(), JobProgress.percent(job), job.startedAt(), job.finishedAt(),
                job.message(), job.flows(), model, job.relabelOf());
    }
}

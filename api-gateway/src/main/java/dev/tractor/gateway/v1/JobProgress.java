package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.Job;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The data of one progress event.
@Schema(name = "JobProgress", description = "The data of one progress event.",
        requiredProperties = {"job_id", "capture", "state", "phase", "percent", "bytes_read", "bytes_total", "packets", "flows", "flows_stored"})
@JsonNaming(SnakeCaseStrategy.class)
public record JobProgress(
        @Schema(examples = "12345") long jobId,
        @Schema(description = "Name of the capture", examples = "office.pcap") String capture,
        @Schema(enumeration = {"in_progress", "finished", "failed"}) String state,
        @Schema(enumeration = {"waiting", "extracting", "storing", "done"}) String phase,
        @Schema(description = "Bytes read of the capture; 100 only when finished", examples = "42") int percent,
        long bytesRead, long bytesTotal, long packets, long flows, long flowsStored,
        @Schema(description = "Estimated, while the capture is being read") Long secondsLeft,
        @Schema(description = "Why the job failed") String message) {

    private static final int MAX_PERCENT_UNFINISHED = 99;

    public static JobProgress of(Job job) {
        var p = job.progress();
        return new JobProgress(job.jobId(), job.capture().name(), job.state().wire(), job.phase(), percent(job), p.bytesRead(), p.bytesTotal(), p.packets(), p.flows(), p.flowsStored(), null, job.message());
    }

    public JobProgress withSecondsLeft(Long seconds) {
        return new JobProgress(jobId, capture, state, phase, percent, bytesRead, bytesTotal, packets, flows, flowsStored, seconds, message);
    }

    public static int percent(Job job) {
        if (job.state() == Job.State.FINISHED) return 100;
        var p = job.progress();
        return p.bytesTotal() <= 0 ? 0 : (int) Math.min(MAX_PERCENT_UNFINISHED, 100.0 * p.bytesRead() / p.bytesTotal());
    }
}

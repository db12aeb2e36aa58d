package dev.tractor.registry.job;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/// A job as it is shown over REST.
///
/// @param startedAt seconds since the epoch
/// @param finishedAt seconds since the epoch, or null
/// @param message why it failed, or null
/// @param warnings what was odd in the capture, for people
/// @param findings the same, each with its code and count
/// @param flows how many it has, or null before it finished
/// @param relabelOf the job whose flows it labels again, or null
/// @param pins JSON of what its answer depends on
/// @param capture what it analyses; null where the job is shown within its capture
public record JobView(
        long jobId, int attempt, JobState state, JobPhase phase, long startedAt, Long finishedAt, String message, List<String> warnings,
        List<Completion.Warning> findings, Progress progress, Long flows,
        Long relabelOf, @JsonRawValue String pins, CaptureView capture) {
    /// @param flows begun
    /// @param flowsStored of them
    public record Progress(long bytesRead, long bytesTotal, long packets, long flows, long flowsStored) {}

    static JobView of(Job job) {
        return of(job, CaptureView.of(job.capture(), null, null));
    }

    static JobView withoutCapture(Job job) {
        return of(job, null);
    }

    private static JobView of(Job job, CaptureView capture) {
        Long finishedAt = job.finishedAt() == null ? null : job.finishedAt().getEpochSecond();
        Progress progress = new Progress(job.bytesRead(), job.capture().sizeBytes(), job.packets(), job.flowsBegun(), job.flowsStored());
        List<Completion.Warning> findings = findings(job);
        return new JobView(job.id(), job.attempt(), job.state(), job.phase(), job.startedAt().getEpochSecond(), finishedAt, job.message(),
                findings.stream().map(Completion.Warning::text).toList(), findings, progress, job.flows(), job.sourceId(), job.pins(), capture);
    }

    private static List<Completion.Warning> findings(Job job) {
        return job.completion() == null ? List.of() : Json.read(job.completion(), Completion.class).warnings();
    }
}

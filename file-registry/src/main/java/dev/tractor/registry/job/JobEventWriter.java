package dev.tractor.registry.job;

import dev.tractor.contracts.Topic;
import dev.tractor.contracts.v1.Ended;
import dev.tractor.contracts.v1.Extracted;
import dev.tractor.contracts.v1.ExtractionRequest;
import dev.tractor.contracts.v1.JobEvent;
import dev.tractor.registry.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/// Tells the other services about a job, in the transaction that changes it.
@ApplicationScoped
class JobEventWriter {
    private final Outbox outbox;

    JobEventWriter(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Asks for an extractor.
    void requestExtraction(Job job) {
        outbox.publish(Topic.EXTRACTION_REQUESTS, job.id(), ExtractionRequest.newBuilder().setJobId(job.id()).setAttempt(job.attempt()).build());
    }

    void extracted(Job job, Completion completion) {
        Extracted sums = Extracted.newBuilder().setBatches(completion.batches()).setFlows(completion.flows()).setPacketsInFlows(completion.packetsInFlows()).build();
        outbox.publish(Topic.JOB_EVENTS, job.id(), event(job).setExtracted(sums).build());
    }

    /// The job failed or was deleted: what was stored of it may go.
    void ended(Job job, String reason) {
        outbox.publish(Topic.JOB_EVENTS, job.id(), event(job).setEnded(Ended.newBuilder().setReason(reason)).build());
    }

    private static JobEvent.Builder event(Job job) {
        return JobEvent.newBuilder().setJobId(job.id()).setAttempt(job.attempt());
    }
}

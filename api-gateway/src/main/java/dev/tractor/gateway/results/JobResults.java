package dev.tractor.gateway.results;

import dev.tractor.contracts.stored.StoredFlowsIndex;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.upload.BucketsConfig;
import io.minio.MinioAsyncClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;

/// Finds what is stored of a job. A job that labels again has the flows and packets of the one that read the capture.
@ApplicationScoped
public class JobResults {
    private final MinioAsyncClient store;
    private final BucketsConfig buckets;

    JobResults(MinioAsyncClient store, BucketsConfig buckets) {
        this.store = store;
        this.buckets = buckets;
    }

    /// @return empty when the job's stored flows, or their index, are not there
    /// @throws ApiException 500 when they are damaged, 503 when the store is away
    public Optional<Flow> flow(Job job, long ordinal) {
        var index = result(job, "flows.idx");
        var flows = index.flatMap(_ -> result(job, "flows.zst"));
        if (flows.isEmpty()) return Optional.empty();
        try {
            return StoredFlowsIndex.open(index.get()).find(ordinal, flows.get());
        } catch (IOException e) {
            throw ApiException.fault("The stored flows of job %d cannot be read. Process the capture again.".formatted(job.jobId()), e);
        }
    }

    /// A job's capture with the index of its packets.
    public record PacketSource(RangedObject capture, RangedObject index) {}

    /// @throws ApiException 409 when they are not there any more
    public PacketSource packets(Job job) {
        var capture = RangedObject.find(store, buckets.captures(), job.capture().name());
        var index = result(job, "packets.idx");
        whyNoPackets(job, capture, index).ifPresent(reason -> {
            throw ApiException.of(ProblemType.CAPTURE_CHANGED, reason);
        });
        return new PacketSource(capture.orElseThrow(), index.orElseThrow());
    }

    /// @return the reason, empty when they are there
    public Optional<String> whyNoPackets(Job job) {
        return whyNoPackets(job, RangedObject.find(store, buckets.captures(), job.capture().name()), result(job, "packets.idx"));
    }

    private static Optional<String> whyNoPackets(Job job, Optional<RangedObject> capture, Optional<RangedObject> index) {
        String pinned = job.pins() == null ? job.capture().etag() : job.pins().capture().etag();
        if (capture.isEmpty()) return Optional.of("The capture '%s' was deleted.".formatted(job.capture().name()));
        if (!capture.get().etag().equals(pinned)) return Optional.of("The capture '%s' was overwritten since the job read it.".formatted(job.capture().name()));
        return index.isPresent() ? Optional.empty() : Optional.of("The index of the job's packets is not there any more. Process the capture again.");
    }

    private Optional<RangedObject> result(Job job, String name) {
        var flows = job.pins() == null ? null : job.pins().flows();
        long jobId = flows == null ? job.jobId() : flows.jobId();
        int attempt = flows == null ? job.attempt() : flows.attempt();
        return RangedObject.find(store, buckets.results(), "jobs/%d/%d/%s".formatted(jobId, attempt, name));
    }
}

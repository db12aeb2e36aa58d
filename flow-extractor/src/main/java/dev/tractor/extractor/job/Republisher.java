package dev.tractor.extractor.job;

import dev.tractor.contracts.BatchKey;
import dev.tractor.contracts.stored.StoredFlowsReader;
import dev.tractor.contracts.v1.Flow;
import dev.tractor.contracts.v1.FlowBatch;
import dev.tractor.extractor.Retry;
import dev.tractor.extractor.flows.BatchCutter.Sink;
import dev.tractor.extractor.lease.Completion;
import dev.tractor.extractor.lease.Lease;
import dev.tractor.extractor.store.CaptureChangedException;
import dev.tractor.extractor.store.CaptureObject;
import dev.tractor.extractor.store.CaptureStream;
import dev.tractor.extractor.store.ObjectStore;
import dev.tractor.extractor.store.StoredFlowsException;
import dev.tractor.flow.MeteringStoppedException;
import dev.tractor.flow.Progress;
import java.io.IOException;
import java.util.Optional;

/// Publishes the stored flows of a finished job as those of another job, for another model to label: the same batches under new keys.
final class Republisher {
    private final ObjectStore store;
    private final int chunkLength;

    Republisher(ObjectStore store, int chunkLength) {
        this.store = store;
        this.chunkLength = chunkLength;
    }

    /// @param sink gets each batch
    /// @throws StoredFlowsException when the flows are not there or cannot be read
    Completion publish(Lease lease, String owner, String engineVersion, Progress progress, Sink sink) throws InterruptedException {
        CaptureObject object = Retry.untilDone("look at the flows of job " + lease.relabel().jobId(), () -> store.storedFlows(lease));
        int batches = 0;
        long flows = 0;
        long packets = 0;
        try (CaptureStream in = new CaptureStream(object, chunkLength)) {
            StoredFlowsReader stored = new StoredFlowsReader(in);
            for (Optional<FlowBatch> next = next(stored, lease); next.isPresent(); next = next(stored, lease)) {
                FlowBatch batch = next.get();
                flows += batch.getFlowsCount();
                packets += batch.getFlowsList().stream().mapToLong(Republisher::packets).sum();
                BatchKey key = new BatchKey(lease.jobId(), lease.attempt(), batches++);
                sink.batch(key, batch.toBuilder().setJobId(key.jobId()).setAttempt(key.attempt()).setBatch(key.batch()).setModelDigest(lease.modelDigest()).build().toByteArray());
                if (!progress.reached(shareOf(lease.sizeBytes(), in.position(), object.length()), 0, flows)) {
                    throw new MeteringStoppedException();
                }
            }
        }
        return Completion.ofStored(owner, batches, flows, packets, engineVersion);
    }

    private static Optional<FlowBatch> next(StoredFlowsReader stored, Lease lease) {
        try {
            return stored.next();
        } catch (CaptureChangedException e) {
            throw StoredFlowsException.gone(lease.relabel(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw StoredFlowsException.damaged(lease.relabel(), e);
        }
    }

    private static long packets(Flow flow) {
        return flow.getForward().getPackets() + flow.getBackward().getPackets();
    }

    /// Progress is told in bytes of the capture.
    private static long shareOf(long whole, long part, long of) {
        return (long) ((double) whole * part / Math.max(1, of));
    }
}

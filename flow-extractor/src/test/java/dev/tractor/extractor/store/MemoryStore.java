package dev.tractor.extractor.store;

import dev.tractor.extractor.lease.Lease;
import java.util.ArrayList;
import java.util.List;

/// An object store with one capture and the packet index of one attempt.
public final class MemoryStore implements ObjectStore {
    private final CaptureObject capture;
    private final MemoryUpload index;
    private final List<String> deleted = new ArrayList<>();

    public MemoryStore(CaptureObject capture, MemoryUpload index) {
        this.capture = capture;
        this.index = index;
    }

    /// `job up to attempt`, one for each call.
    public List<String> deleted() {
        return deleted;
    }

    @Override
    public CaptureObject capture(Lease lease) {
        return capture;
    }

    @Override
    public ObjectUpload packetIndex(Lease lease) {
        return index;
    }

    @Override
    public void deletePacketIndexes(long jobId, int newest) {
        deleted.add(jobId + " up to " + newest);
    }
}

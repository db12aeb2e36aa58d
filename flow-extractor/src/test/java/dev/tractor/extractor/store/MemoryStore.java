package dev.tractor.extractor.store;

import dev.tractor.extractor.lease.Lease;
import java.util.ArrayList;
import java.util.List;

/// An object store with one capture and the packet index of one attempt.
public final class MemoryStore implements ObjectStore {
    private final CaptureObject capture;
    private final MemoryUpload index;
    private final List<String> deleted = new ArrayList<>();

    private final MemoryUpload flows = new MemoryUpload();
    private final MemoryUpload flowIndex = new MemoryUpload();
    private CaptureObject stored;

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

    /// Where the flows of a job went.
    public MemoryUpload flows() {
        return flows;
    }

    /// What is found where stored flows are looked for.
    public MemoryStore withStored(CaptureObject found) {
        stored = found;
        return this;
    }

    @Override
    public ObjectUpload flows(Lease lease) {
        return flows;
    }

    @Override
    public ObjectUpload flowIndex(Lease lease) {
        return flowIndex;
    }

    @Override
    public CaptureObject storedFlows(Lease lease) {
        if (stored == null) {
            throw StoredFlowsException.gone(lease.relabel(), null);
        }
        return stored;
    }

    @Override
    public void deleteResults(long jobId, int newest) {
        deleted.add(jobId + " up to " + newest);
    }
}

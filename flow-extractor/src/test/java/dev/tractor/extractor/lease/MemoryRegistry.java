package dev.tractor.extractor.lease;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A registry in memory. It can be away, and take leases away.
public final class MemoryRegistry implements Registry {
    private final Queue<Lease> waiting = new ArrayDeque<>();
    private final List<Heartbeat> heartbeats = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private Completion completion;
    private int batchesStored;
    private int away;
    private boolean lost;

    public synchronized void offer(Lease lease) {
        waiting.add(lease);
    }

    /// The next calls fail, as many.
    public synchronized void awayFor(int calls) {
        away = calls;
    }

    public synchronized void takeLeaseAway() {
        lost = true;
    }

    public synchronized void store(int batches) {
        batchesStored = batches;
    }

    public synchronized List<Heartbeat> heartbeats() {
        return List.copyOf(heartbeats);
    }

    /// `completed` or `failed: reason`, one for each accepted end.
    public synchronized List<String> ends() {
        return List.copyOf(ends);
    }

    public synchronized Completion completion() {
        return completion;
    }

    @Override
    public synchronized Optional<Lease> take(String owner) throws IOException {
        answer();
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public synchronized int heartbeat(Lease lease, Heartbeat heartbeat) throws IOException, LeaseLostException {
        answer(lease);
        heartbeats.add(heartbeat);
        return batchesStored;
    }

    @Override
    public synchronized void complete(Lease lease, Completion found) throws IOException, LeaseLostException {
        answer(lease);
        completion = found;
        ends.add("completed");
    }

    @Override
    public synchronized void fail(Lease lease, String owner, String reason) throws IOException, LeaseLostException {
        answer(lease);
        ends.add("failed: " + reason);
    }

    private void answer() throws IOException {
        if (away > 0) {
            away--;
            throw new IOException("the registry is away");
        }
    }

    private void answer(Lease lease) throws IOException, LeaseLostException {
        answer();
        if (lost) {
            throw new LeaseLostException(lease);
        }
    }
}

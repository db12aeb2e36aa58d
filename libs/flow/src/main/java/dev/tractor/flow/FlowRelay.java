package dev.tractor.flow;

import dev.tractor.vocabulary.EndReason;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// Tells ended flows to their sink on a second thread, in their order, while the first one meters on. Nothing is copied: a flow keeps its records until it was
/// told, and nobody changes them any more. The thread only starts when there are many.
final class FlowRelay implements AutoCloseable {
    /// Enough that handing them over costs nothing beside telling them, few enough that their records stay in the processor's cache.
    private static final int BATCH_FLOWS = 128;
    private static final int BATCHES = 16;
    /// Flows whose records are fetched at once: the second thread finds none of them in its processor's cache, and each alone would have to be waited for.
    private static final int FETCHED_FLOWS = 16;

    private static final class Batch {
        final int[] numbers = new int[BATCH_FLOWS];
        final EndReason[] reasons = new EndReason[BATCH_FLOWS];
        int count;
    }

    private final FlowTable table;
    private final FlowSink sink;
    private final LiveFlow view;
    /// Filled, told and filled again in turn.
    private final Batch[] batches = new Batch[BATCHES];
    private final Semaphore full = new Semaphore(0);
    /// Besides the one that is being filled.
    private final Semaphore told = new Semaphore(BATCHES - 1);
    private final FlowRecord telling = new FlowRecord();
    private final FlowRecord freed = new FlowRecord();
    private int filling;
    /// Without meaning: written so that the reads before are not left out.
    private long touched;
    private boolean started;
    private volatile Throwable failure;

    /// @param view for the second thread alone
    FlowRelay(FlowTable table, FlowSink sink, LiveFlow view) {
        this.table = table;
        this.sink = sink;
        this.view = view;
        Arrays.setAll(batches, _ -> new Batch());
    }

    /// Takes a flow that was retired from the table; its records are freed once it was told.
    ///
    /// @throws RuntimeException what telling an earlier flow threw
    void add(FlowRecord flow, EndReason reason) {
        Batch batch = batches[filling];
        batch.numbers[batch.count] = flow.number();
        batch.reasons[batch.count++] = reason;
        if (batch.count == BATCH_FLOWS) {
            handOver();
        }
    }

    private void handOver() {
        if (!started) {
            Thread.ofPlatform().daemon().name("flows").start(this::tellAll);
            started = true;
        }
        full.release();
        told.acquireUninterruptibly();
        filling = (filling + 1) % BATCHES;
        free(batches[filling]);
        throwFailure();
    }

    private void free(Batch batch) {
        for (int i = 0; i < batch.count; i++) {
            table.free(table.at(freed, batch.numbers[i]));
        }
        batch.count = 0;
    }

    /// Returns when all flows have been told.
    void finish() {
        if (!started) {
            tell(batches[filling]);
            return;
        }
        if (batches[filling].count > 0) {
            handOver();
        }
        close();
        throwFailure();
    }

    private void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /// Ends at an empty batch.
    private void tellAll() {
        for (int i = 0; ; i = (i + 1) % BATCHES) {
            full.acquireUninterruptibly();
            boolean last = batches[i].count == 0;
            tellUnlessFailed(batches[i]);
            told.release();
            if (last) {
                return;
            }
        }
    }

    private void tellUnlessFailed(Batch batch) {
        if (failure == null) {
            try {
                tell(batch);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    private void tell(Batch batch) {
        for (int i = 0; i < batch.count; i++) {
            if (i % FETCHED_FLOWS == 0) {
                touched += table.touchAll(telling, batch.numbers, i, Math.min(i + FETCHED_FLOWS, batch.count));
            }
            sink.flow(view.of(table.at(telling, batch.numbers[i]), batch.reasons[i]));
        }
    }

    /// Returns when the second thread is done with what it was handed; what it was not is not told.
    @Override
    public void close() {
        if (started) {
            started = false;
            batches[filling].count = 0;
            full.release();
            told.acquireUninterruptibly(BATCHES);
        }
    }
}

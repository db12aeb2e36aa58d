package dev.tractor.cli;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Has rows written by a second thread, in their order, while the first one makes the next. The thread only starts when there are many.
final class RowPipe implements AutoCloseable {
    /// Enough that handing them over costs nothing beside them, few enough to stay in the processor's cache.
    private static final int TAPE_ROWS = 128;
    private static final int TAPES = 4;

    private final RowWriter target;
    private final BlockingQueue<RowTape> blank = new ArrayBlockingQueue<>(TAPES);
    private final BlockingQueue<RowTape> recorded = new ArrayBlockingQueue<>(TAPES);
    private final Thread writer = Thread.ofPlatform().daemon().name("rows").unstarted(this::write);
    private RowTape tape;
    private volatile RuntimeException failure;

    RowPipe(RowWriter target) {
        this.target = target;
        tape = new RowTape(target.hasDetails());
        for (int i = 1; i < TAPES; i++) {
            blank.add(new RowTape(target.hasDetails()));
        }
    }

    /// Takes the fields of the next row.
    RowWriter row() {
        return tape;
    }

    /// @throws RuntimeException what writing an earlier row threw
    void endRow() {
        tape.endRow();
        if (tape.rows() == TAPE_ROWS) {
            handOver();
        }
    }

    private void handOver() {
        if (writer.getState() == Thread.State.NEW) {
            writer.start();
        }
        try {
            recorded.put(tape);
            tape = blank.take();
        } catch (InterruptedException e) {
            throw new CommandFailure("interrupted", e);
        }
        throwFailure();
    }

    /// Writes what is recorded, and returns when all is written.
    void finish() {
        if (writer.getState() == Thread.State.NEW) {
            tape.replay(target);
            return;
        }
        handOver();
        try {
            for (int i = 1; i < TAPES; i++) {
                blank.take();
            }
        } catch (InterruptedException e) {
            throw new CommandFailure("interrupted", e);
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private void write() {
        try {
            while (true) {
                RowTape next = recorded.take();
                if (failure == null) {
                    replay(next);
                }
                blank.put(next);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void replay(RowTape next) {
        try {
            next.replay(target);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}

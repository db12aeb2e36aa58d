package dev.tractor.flow;

import dev.tractor.packet.CaptureInfo;
import dev.tractor.packet.CaptureLayout;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.Warnings;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// Reads and decodes packets on a thread of its own, some batches ahead of the one that meters them. Only what was decoded is handed over: the frames are gone by then.
final class PacketsAhead implements PacketFeed {
    /// Enough batches at once that handing them over costs nothing beside metering them, few enough that they stay in the processor's cache.
    private static final int PORTION_BATCHES = 16;
    /// Enough that neither thread waits while the system gives its processor to another one for a while.
    private static final int PORTIONS = 8;

    /// Opens the capture, on the thread that will read it.
    @FunctionalInterface
    interface Opening {
        /// @param warnings for that thread alone
        CaptureReader open(Warnings warnings) throws IOException;
    }

    private static final class Portion {
        final PacketBatch[] batches = new PacketBatch[PORTION_BATCHES];
        int count;
        /// Nothing comes behind it.
        boolean last;
        /// What ended the reading behind it; null when nothing did.
        Throwable failure;

        Portion() {
            Arrays.setAll(batches, _ -> new PacketBatch());
        }
    }

    private final Opening opening;
    private final Warnings warnings;
    private final Warnings own = new Warnings();
    /// Filled, metered and filled again in turn.
    private final Portion[] portions = new Portion[PORTIONS];
    private final Semaphore full = new Semaphore(0);
    /// Besides the one that is being metered.
    private final Semaphore free = new Semaphore(PORTIONS - 1);
    private final Thread thread = Thread.ofPlatform().daemon().name("packets").unstarted(this::readAll);
    private final PacketBatch end = new PacketBatch();
    private DecodedPackets packets;
    private Portion metered;
    private int turn;
    private int given;
    private volatile boolean stopped;

    /// @param warnings given those of the reading at its end
    PacketsAhead(Opening opening, Warnings warnings) {
        this.opening = opening;
        this.warnings = warnings;
        Arrays.setAll(portions, _ -> new Portion());
        thread.start();
    }

    @Override
    public PacketBatch next() throws IOException {
        while (metered == null || given == metered.count) {
            if (metered != null) {
                if (metered.last) {
                    return end(metered.failure);
                }
                free.release();
            }
            full.acquireUninterruptibly();
            metered = portions[turn];
            turn = (turn + 1) % PORTIONS;
            given = 0;
        }
        return metered.batches[given++];
    }

    private PacketBatch end(Throwable failure) throws IOException {
        switch (failure) {
            case null -> warnings.addAll(own);
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
        return end;
    }

    private void readAll() {
        for (int i = 0; ; i = (i + 1) % PORTIONS) {
            free.acquireUninterruptibly();
            Portion portion = portions[i];
            fill(portion);
            boolean last = portion.last;
            full.release();
            if (last) {
                return;
            }
        }
    }

    private void fill(Portion portion) {
        portion.count = 0;
        try {
            if (packets == null) {
                packets = new DecodedPackets(opening.open(own));
            }
            while (portion.count < PORTION_BATCHES && !portion.last) {
                PacketBatch batch = portion.batches[portion.count];
                packets.fill(batch);
                portion.last = batch.count == 0 || stopped;
                portion.count += portion.last ? 0 : 1;
            }
            if (portion.last) {
                packets.close();
            }
        } catch (IOException | RuntimeException | Error e) {
            portion.failure = e;
            portion.last = true;
            closeAfter(e);
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            if (packets != null) {
                packets.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public CaptureInfo info() {
        return packets.info();
    }

    @Override
    public CaptureLayout layout() {
        return packets.layout();
    }

    /// Returns when the thread has closed the capture.
    @Override
    public void close() {
        stopped = true;
        free.release(PORTIONS);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

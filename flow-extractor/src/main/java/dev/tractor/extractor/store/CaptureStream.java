package dev.tractor.extractor.store;

import dev.tractor.extractor.Retry;
import dev.tractor.flow.MeteringStoppedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A capture as a stream: ranged reads, one chunk ahead of the reader, so that it holds two chunks whatever the capture. A read that
/// breaks off is taken up at the byte where it broke, for as long as it takes.
///
/// It throws [CaptureChangedException] when the object changes and [MeteringStoppedException] when the reading thread is interrupted, never
/// for a store that is away.
public final class CaptureStream extends InputStream {
    private final CaptureObject object;
    private final int chunkLength;
    private final ExecutorService fetcher = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("fetch").factory());

    private byte[] current;
    private byte[] ahead;
    private int at;
    private int limit;
    /// Where the chunk ahead begins.
    private long aheadOffset;
    private Future<Integer> fetch;
    private long given;

    /// @param chunkLength bytes of one ranged read
    public CaptureStream(CaptureObject object, int chunkLength) {
        this.object = object;
        this.chunkLength = (int) Math.min(chunkLength, object.length());
        current = new byte[this.chunkLength];
        ahead = new byte[this.chunkLength];
        fetchAhead();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (at == limit && !nextChunk()) {
            return -1;
        }
        int taken = Math.min(count, limit - at);
        System.arraycopy(current, at, into, offset, taken);
        at += taken;
        given += taken;
        return taken;
    }

    @Override
    public int available() {
        return limit - at;
    }

    /// How many bytes were read from it.
    public long position() {
        return given;
    }

    /// Gives up what is being read.
    @Override
    public void close() {
        fetcher.shutdownNow();
    }

    private boolean nextChunk() {
        if (fetch == null) {
            return false;
        }
        int fetched = awaitFetch();
        byte[] read = current;
        current = ahead;
        ahead = read;
        at = 0;
        limit = fetched;
        aheadOffset += fetched;
        fetchAhead();
        return true;
    }

    private void fetchAhead() {
        long offset = aheadOffset;
        int count = (int) Math.min(chunkLength, object.length() - offset);
        byte[] into = ahead;
        fetch = count == 0 ? null : fetcher.submit(() -> fetch(into, offset, count));
    }

    private int awaitFetch() {
        try {
            return fetch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeteringStoppedException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private int fetch(byte[] into, long offset, int count) throws InterruptedException {
        int[] filled = {0};
        Retry.untilDone("read " + object.name(), () -> fill(into, offset, count, filled));
        return count;
    }

    /// @param filled how much of the chunk is there, kept over a fault
    private void fill(byte[] into, long offset, int count, int[] filled) throws IOException, InterruptedException {
        try (InputStream in = object.open(offset + filled[0], count - filled[0])) {
            while (filled[0] < count) {
                int n = in.read(into, filled[0], count - filled[0]);
                if (n < 0) {
                    throw new EOFException("the answer ended at byte " + (offset + filled[0]) + ", " + (count - filled[0]) + " bytes early");
                }
                filled[0] += n;
            }
        }
    }
}

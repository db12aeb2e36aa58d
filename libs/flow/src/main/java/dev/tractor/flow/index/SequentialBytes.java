package dev.tractor.flow.index;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A capture that can only be read from its beginning, as a compressed one. It is begun anew when a span lies before the one that was read last.
public final class SequentialBytes implements CaptureBytes, AutoCloseable {
    /// Begins to read.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /// Bytes that are passed over between two looks at the time.
    private static final int STEP_BYTES = 1 << 20;

    private final Source source;
    private final Runnable progress;
    private InputStream in;
    private long position;

    /// @param progress is called now and then; may throw to end the reading
    public SequentialBytes(Source source, Runnable progress) {
        this.source = source;
        this.progress = progress;
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        if (in == null || offset < position) {
            close();
            in = source.open();
            position = 0;
        }
        while (position < offset) {
            progress.run();
            long step = Math.min(STEP_BYTES, offset - position);
            in.skipNBytes(step);
            position += step;
        }
        return new Span(in);
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }

    /// Counts what is read; closing it leaves the capture open.
    private final class Span extends FilterInputStream {
        Span(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            position += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            progress.run();
            int count = in.read(into, offset, length);
            if (count < 0) {
                throw new EOFException("the capture ends at byte " + position);
            }
            position += count;
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            position += skipped;
            return skipped;
        }

        @Override
        public void close() {
            // the capture stays open
        }
    }
}

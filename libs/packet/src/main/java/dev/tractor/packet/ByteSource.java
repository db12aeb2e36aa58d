package dev.tractor.packet;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Where the bytes of an uncompressed capture come from.
interface ByteSource extends Closeable {
    /// Reads at least one byte into `target`, which has room.
    ///
    /// @return the number of bytes, -1 at the end
    /// @throws BrokenInputException when the bytes that the source decodes (compression) are damaged
    int read(ByteBuffer target) throws IOException;

    /// Bytes taken so far from the capture as it is stored.
    long consumed();

    @Override
    default void close() throws IOException {}

    /// The compressed stream is damaged or breaks off; what was read before is good.
    final class BrokenInputException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenInputException(String compression, Exception cause) {
            super(cause instanceof EOFException ? "the " + compression + " stream breaks off" : "the " + compression + " stream is damaged: " + cause.getMessage(), cause);
        }
    }

    static ByteSource of(FileChannel channel) {
        return new ByteSource() {
            private long consumed;

            @Override
            public int read(ByteBuffer target) throws IOException {
                int count = channel.read(target);
                consumed += Math.max(count, 0);
                return count;
            }

            @Override
            public long consumed() {
                return consumed;
            }
        };
    }

    static ByteSource of(InputStream in) {
        return new ByteSource() {
            private final byte[] chunk = new byte[CHUNK_BYTES];
            private long consumed;

            @Override
            public int read(ByteBuffer target) throws IOException {
                int count = in.read(chunk, 0, Math.min(chunk.length, target.remaining()));
                if (count > 0) {
                    target.put(chunk, 0, count);
                    consumed += count;
                }
                return count;
            }

            @Override
            public long consumed() {
                return consumed;
            }
        };
    }

    /// Large enough that a read call costs little beside the bytes, small enough to stay in the processor's cache.
    int CHUNK_BYTES = 1 << 18;
}

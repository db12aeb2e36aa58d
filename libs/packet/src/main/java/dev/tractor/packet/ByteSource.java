package dev.tractor.packet;

import io.airlift.compress.v3.MalformedInputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Where the bytes of an uncompressed capture come from.
interface ByteSource extends Closeable {
    /// Bytes asked for at once: enough that a call costs little beside them, few enough to stay in the processor's cache until they are decoded.
    int CHUNK_BYTES = 1 << 18;
    /// Shorter files are read in a call or two, without the classes that mapping needs.
    int LEAST_MAPPED_BYTES = 4 << 20;

    /// Reads at least one byte.
    ///
    /// @param length at least 1
    /// @return the number of bytes, -1 at the end
    /// @throws BrokenInputException when the bytes that the source decodes (compression) are damaged
    int read(byte[] target, int offset, int length) throws IOException;

    /// Bytes taken so far from the capture as it is stored.
    long consumed();

    /// Frees what this holds besides what it reads from.
    @Override
    default void close() {}

    /// The compressed stream is damaged or breaks off; what was read before is good.
    final class BrokenInputException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenInputException(String compression, Exception cause) {
            super("the " + compression + " stream " + why(cause), cause);
        }

        private static String why(Exception cause) {
            return switch (cause) {
                case EOFException _ -> "breaks off";
                case ZstdFrames.WindowException _ -> cause.getMessage();
                case IOException _, MalformedInputException _ -> "is damaged: " + cause.getMessage();
                default -> "is damaged";
            };
        }
    }

    /// A file that cannot be mapped (a device, a pipe with a name, some file systems) is read.
    static ByteSource of(FileChannel channel) {
        try {
            return channel.size() < LEAST_MAPPED_BYTES ? read(channel) : new MappedFile(channel);
        } catch (IOException e) {
            return read(channel);
        }
    }

    /// Reads through one buffer outside of the heap, which the system fills without another copy.
    private static ByteSource read(FileChannel channel) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        return new Counted() {
            @Override
            int fill(byte[] target, int offset, int length) throws IOException {
                int count = channel.read(chunk.clear().limit(Math.min(CHUNK_BYTES, length)));
                if (count > 0) {
                    chunk.get(0, target, offset, count);
                }
                return count;
            }
        };
    }

    static ByteSource of(InputStream in) {
        return new Counted() {
            @Override
            int fill(byte[] target, int offset, int length) throws IOException {
                return in.read(target, offset, Math.min(CHUNK_BYTES, length));
            }
        };
    }

    /// Counts what it reads.
    abstract class Counted implements ByteSource {
        private long consumed;

        /// As [#read].
        abstract int fill(byte[] target, int offset, int length) throws IOException;

        @Override
        public final int read(byte[] target, int offset, int length) throws IOException {
            int count = fill(target, offset, length);
            consumed += Math.max(count, 0);
            return count;
        }

        @Override
        public final long consumed() {
            return consumed;
        }
    }
}

package dev.tractor.packet;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The bytes of a file, copied once: from a part of it that is mapped at a time. Read and closed by one thread.
final class MappedFile extends ByteSource.Counted {
    /// Few calls for a large file, and little memory.
    private static final long PART_BYTES = 8 << 20;

    private final FileChannel channel;
    private Arena arena;
    private ByteBuffer part = ByteBuffer.allocate(0);
    private long mapped;

    /// @throws IOException when the file cannot be mapped
    MappedFile(FileChannel channel) throws IOException {
        this.channel = channel;
        map();
    }

    @Override
    int fill(byte[] target, int offset, int length) throws IOException {
        if (!part.hasRemaining() && !map()) {
            return -1;
        }
        int count = Math.min(Math.min(ByteSource.CHUNK_BYTES, length), part.remaining());
        try {
            part.get(target, offset, count);
        } catch (InternalError e) {
            throw new IOException("the file became shorter while it was read", e);
        }
        return count;
    }

    private boolean map() throws IOException {
        close();
        long length = Math.min(PART_BYTES, channel.size() - mapped);
        if (length <= 0) {
            return false;
        }
        arena = Arena.ofConfined();
        part = channel.map(FileChannel.MapMode.READ_ONLY, mapped, length, arena).asByteBuffer();
        mapped += length;
        return true;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
            arena = null;
        }
    }
}

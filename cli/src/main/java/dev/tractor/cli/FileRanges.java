package dev.tractor.cli;

import dev.tractor.flow.index.PacketIndexReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file, read in ranges.
final class FileRanges implements PacketIndexReader.Source, AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;

    FileRanges(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file ends at byte " + channel.size());
            }
        }
        return bytes.array();
    }

    /// @return a stream that stays open with this; the next one moves it
    InputStream open(long offset, long length) throws IOException {
        channel.position(offset);
        return new BufferedInputStream(Channels.newInputStream(channel), (int) Math.min(BUFFER_BYTES, length)) {
            @Override
            public void close() {
                // the file stays open
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

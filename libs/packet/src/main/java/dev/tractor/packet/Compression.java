package dev.tractor.packet;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// How a capture is compressed, told by its first bytes.
enum Compression {
    NONE(""),
    GZIP("gzip"),
    ZSTD("zstd");

    /// Bytes that [#of(byte[])] wants to see.
    static final int MAGIC_BYTES = 4;

    private final String label;

    Compression(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// RFC 1952 and RFC 8878; a zstd stream may begin with a skippable frame.
    static Compression of(byte[] head) {
        if (head.length >= 3 && head[0] == 0x1f && head[1] == (byte) 0x8b && head[2] == 8) {
            return GZIP;
        }
        if (head.length >= 4 && head[1] == (byte) 0xb5 && head[2] == 0x2f && head[3] == (byte) 0xfd && head[0] == 0x28) {
            return ZSTD;
        }
        boolean skippableFrame = head.length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18;
        return skippableFrame ? ZSTD : NONE;
    }

    /// A source of the uncompressed bytes of `in`.
    ByteSource source(InputStream in) {
        return this == NONE ? ByteSource.of(in) : new Decompressed(this, new Stored(in));
    }

    /// The uncompressed bytes of `in` as a stream.
    InputStream stream(InputStream in) throws IOException {
        return open(this == NONE ? in : new Stored(in));
    }

    private InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, ByteSource.CHUNK_BYTES);
            case ZSTD -> new ZstdInputStream(new ZstdFrames(new BufferedInputStream(in, ByteSource.CHUNK_BYTES)));
        };
    }

    /// Counts the stored bytes and remembers a fault of the storage, which is no fault of the capture.
    private static final class Stored extends FilterInputStream {
        private long consumed;
        private IOException fault;

        Stored(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                int count = in.read(target, offset, length);
                consumed += Math.max(count, 0);
                return count;
            } catch (IOException e) {
                fault = e;
                throw e;
            }
        }

        /// GZIPInputStream looks for a further member only when something is available, and a network stream often says 0.
        @Override
        public int available() {
            return 1;
        }
    }

    private static final class Decompressed implements ByteSource {
        private final Compression compression;
        private final Stored stored;
        private InputStream in;

        Decompressed(Compression compression, Stored stored) {
            this.compression = compression;
            this.stored = stored;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                if (in == null) {
                    in = compression.open(stored);
                }
                int count = in.read(target, offset, Math.min(CHUNK_BYTES, length));
                if (count < 0 && stored.fault != null) {
                    throw stored.fault;
                }
                return count;
            } catch (IOException | RuntimeException e) {
                if (stored.fault != null) {
                    throw stored.fault;
                }
                throw new BrokenInputException(compression.label, e);
            }
        }

        @Override
        public long consumed() {
            return stored.consumed;
        }
    }
}

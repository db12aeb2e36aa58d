package dev.tractor.flow.index;

import static dev.tractor.flow.index.PacketIndexFormat.MAX_RECORD_BYTES;
import static dev.tractor.flow.index.PacketIndexFormat.RECORDS_PER_CHUNK;

import dev.tractor.flow.PacketSink;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Writes a packet index to a stream while a capture is metered. It holds one chunk and [PacketIndexFormat#ENTRY_BYTES] for each
/// chunk before it (1 MB for a capture of 10^9 packets). For one thread.
public final class PacketIndexWriter implements PacketSink {
    private static final int INITIAL_CHUNK_BYTES = 8 * RECORDS_PER_CHUNK;

    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final byte[] header;
    private final ByteArrayOutputStream directoryBytes = new ByteArrayOutputStream();
    private final DataOutputStream directory = new DataOutputStream(directoryBytes);

    private byte[] chunk = new byte[INITIAL_CHUNK_BYTES];
    private int length;
    private int records;
    private int blocks;
    private long firstOffset;
    private long expectedOffset;
    private long earliestNanos;
    private long latestNanos;
    private long minOrdinal;
    private long maxOrdinal;

    private long position;
    private int chunks;

    /// @param out receives the index; not closed
    /// @param captureEtag of the object whose offsets the index holds
    public PacketIndexWriter(OutputStream out, String captureEtag) throws IOException {
        this.out = out;
        byte[] etag = PacketIndexFormat.etagBytes(captureEtag);
        header = ByteBuffer.allocate(PacketIndexFormat.HEADER_BYTES + etag.length)
                .putInt(PacketIndexFormat.MAGIC).putShort(PacketIndexFormat.VERSION).putShort((short) etag.length).put(etag).array();
        write(header, header.length);
    }

    /// @throws UncheckedIOException when the stream fails
    @Override
    public void packet(long offset, int recordLength, long timeNanos, long flowOrdinal) {
        begin(offset);
        earliestNanos = Math.min(earliestNanos, timeNanos);
        latestNanos = Math.max(latestNanos, timeNanos);
        minOrdinal = Math.min(minOrdinal, flowOrdinal);
        maxOrdinal = Math.max(maxOrdinal, flowOrdinal);
        add(offset, recordLength, PacketIndexFormat.FIRST_FLOW + flowOrdinal);
    }

    /// @throws UncheckedIOException when the stream fails
    @Override
    public void block(long offset, int blockLength, boolean isSection) {
        begin(offset);
        blocks++;
        add(offset, blockLength, isSection ? PacketIndexFormat.SECTION : PacketIndexFormat.INTERFACE);
    }

    private void add(long offset, int recordLength, long what) {
        if (chunk.length - length < MAX_RECORD_BYTES) {
            chunk = Arrays.copyOf(chunk, chunk.length * 2);
        }
        long gap = offset - expectedOffset;
        putVarint((gap << 1) ^ (gap >> 63));
        putVarint(recordLength);
        putVarint(what);
        expectedOffset = offset + recordLength;
        if (++records == RECORDS_PER_CHUNK) {
            endChunk();
        }
    }

    /// Writes what is still held, the directory and the trailer. The index cannot be read without it.
    ///
    /// @throws UncheckedIOException when the stream fails
    public void finish() {
        if (records > 0) {
            endChunk();
        }
        byte[] entries = directoryBytes.toByteArray();
        checksum.reset();
        checksum.update(header);
        checksum.update(entries);
        ByteBuffer trailer = ByteBuffer.allocate(PacketIndexFormat.TRAILER_BYTES)
                .putLong(position).putInt(chunks).putInt((int) checksum.getValue()).putInt(PacketIndexFormat.MAGIC);
        try {
            write(entries, entries.length);
            write(trailer.array(), trailer.capacity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(long offset) {
        if (records > 0) {
            return;
        }
        firstOffset = offset;
        expectedOffset = offset;
        earliestNanos = Long.MAX_VALUE;
        latestNanos = Long.MIN_VALUE;
        minOrdinal = Long.MAX_VALUE;
        maxOrdinal = Long.MIN_VALUE;
    }

    private void endChunk() {
        checksum.reset();
        checksum.update(chunk, 0, length);
        try {
            directory.writeLong(position);
            directory.writeInt(length);
            directory.writeInt(records);
            directory.writeInt(blocks);
            directory.writeInt((int) checksum.getValue());
            directory.writeLong(firstOffset);
            directory.writeLong(earliestNanos);
            directory.writeLong(latestNanos);
            directory.writeLong(minOrdinal);
            directory.writeLong(maxOrdinal);
            write(chunk, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chunks++;
        records = 0;
        blocks = 0;
        length = 0;
    }

    private void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        position += count;
    }

    /// Unsigned LEB128.
    private void putVarint(long value) {
        while ((value & ~0x7FL) != 0) {
            chunk[length++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        chunk[length++] = (byte) value;
    }
}

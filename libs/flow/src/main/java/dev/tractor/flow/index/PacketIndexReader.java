package dev.tractor.flow.index;

import dev.tractor.flow.index.PacketIndexFormat.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// Finds a flow's packets by reading the directory and only the chunks that may hold them.
///
/// Whatever the bytes, it answers right or throws [PacketIndexFormatException]: the directory and every chunk have a checksum, and no length is believed
/// beyond the length of the index.
public final class PacketIndexReader {
    /// The bytes of an index: a file, or an object by ranged reads.
    public interface Source {
        long length() throws IOException;

        /// @return exactly `length` bytes
        byte[] read(long position, int length) throws IOException;
    }

    /// Receives the packets of a flow in the order of the capture.
    @FunctionalInterface
    public interface Visitor {
        /// @param offset byte at which the packet's record begins, in the uncompressed capture
        /// @param recordLength bytes of the whole record
        void packet(long offset, int recordLength) throws IOException;
    }

    private final Source source;
    private final String captureEtag;
    private final List<Chunk> chunks;

    private PacketIndexReader(Source source, String captureEtag, List<Chunk> chunks) {
        this.source = source;
        this.captureEtag = captureEtag;
        this.chunks = chunks;
    }

    /// Reads header, trailer and directory.
    ///
    /// @throws PacketIndexFormatException when they are no index of version 1, or damaged
    public static PacketIndexReader open(Source source) throws IOException {
        long length = source.length();
        require(length >= PacketIndexFormat.HEADER_BYTES + PacketIndexFormat.TRAILER_BYTES, "no packet index: only " + length + " bytes long");
        ByteBuffer head = ByteBuffer.wrap(source.read(0, PacketIndexFormat.HEADER_BYTES));
        require(head.getInt() == PacketIndexFormat.MAGIC, "no packet index: it does not begin with TPIX");
        short version = head.getShort();
        require(version == PacketIndexFormat.VERSION, "packet index of version " + version + ", only " + PacketIndexFormat.VERSION + " is known");
        int etagLength = Short.toUnsignedInt(head.getShort());
        long headerLength = PacketIndexFormat.HEADER_BYTES + (long) etagLength;
        long trailerPosition = length - PacketIndexFormat.TRAILER_BYTES;
        require(etagLength <= PacketIndexFormat.MAX_ETAG_BYTES && headerLength <= trailerPosition, "damaged packet index: ETag of " + etagLength + " bytes");
        byte[] header = source.read(0, (int) headerLength);

        ByteBuffer trailer = ByteBuffer.wrap(source.read(trailerPosition, PacketIndexFormat.TRAILER_BYTES));
        long directoryPosition = trailer.getLong();
        int count = trailer.getInt();
        int checksum = trailer.getInt();
        require(trailer.getInt() == PacketIndexFormat.MAGIC, "packet index without its end: it does not end with TPIX");
        require(count >= 0 && count <= Integer.MAX_VALUE / PacketIndexFormat.ENTRY_BYTES
                && directoryPosition >= headerLength && directoryPosition == trailerPosition - (long) count * PacketIndexFormat.ENTRY_BYTES,
                "damaged packet index: directory of " + count + " chunks at byte " + directoryPosition);
        byte[] directory = source.read(directoryPosition, count * PacketIndexFormat.ENTRY_BYTES);
        require(checksum == crc(header, directory), "damaged packet index: the directory's checksum does not fit");
        String etag = new String(header, PacketIndexFormat.HEADER_BYTES, etagLength, StandardCharsets.UTF_8);
        return new PacketIndexReader(source, etag, entries(ByteBuffer.wrap(directory), count, directoryPosition));
    }

    /// ETag of the capture that the offsets belong to.
    public String captureEtag() {
        return captureEtag;
    }

    /// Packets of all flows.
    public long packets() {
        return chunks.stream().mapToLong(Chunk::packets).sum();
    }

    /// Visits every packet of a flow.
    public void visit(long flowOrdinal, Visitor visitor) throws IOException {
        visit(flowOrdinal, Long.MIN_VALUE, Long.MAX_VALUE, visitor);
    }

    /// Visits every packet of a flow whose times are known, which spares chunks outside of them.
    ///
    /// @param fromNanos start of the flow
    /// @param toNanos end of the flow
    public void visit(long flowOrdinal, long fromNanos, long toNanos, Visitor visitor) throws IOException {
        for (Chunk chunk : chunks) {
            if (chunk.mayHold(flowOrdinal, fromNanos, toNanos)) {
                visit(chunk, flowOrdinal, visitor);
            }
        }
    }

    private void visit(Chunk chunk, long flowOrdinal, Visitor visitor) throws IOException {
        byte[] bytes = source.read(chunk.position(), chunk.length());
        require(crc(bytes) == chunk.checksum(), "damaged packet index: checksum of the chunk at byte " + chunk.position());
        Varints varints = new Varints(bytes);
        long offset = chunk.firstOffset();
        for (int i = 0; i < chunk.packets(); i++) {
            long gap = varints.next();
            offset += (gap >>> 1) ^ -(gap & 1);
            int recordLength = (int) varints.next();
            if (varints.next() == flowOrdinal) {
                visitor.packet(offset, recordLength);
            }
            offset += recordLength;
        }
        require(varints.atEnd(), "damaged packet index: bytes left over in the chunk at byte " + chunk.position());
    }

    private static List<Chunk> entries(ByteBuffer directory, int count, long end) throws PacketIndexFormatException {
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Chunk chunk = new Chunk(directory.getLong(), directory.getInt(), directory.getInt(), directory.getInt(),
                    directory.getLong(), directory.getLong(), directory.getLong(), directory.getLong(), directory.getLong());
            require(chunk.length() >= 0 && chunk.position() >= 0 && chunk.position() <= end - chunk.length()
                    && chunk.packets() > 0 && chunk.packets() <= PacketIndexFormat.PACKETS_PER_CHUNK, "damaged packet index: directory entry " + i);
            chunks.add(chunk);
        }
        return chunks;
    }

    private static int crc(byte[]... parts) {
        CRC32C checksum = new CRC32C();
        for (byte[] part : parts) {
            checksum.update(part);
        }
        return (int) checksum.getValue();
    }

    private static void require(boolean holds, String message) throws PacketIndexFormatException {
        if (!holds) {
            throw new PacketIndexFormatException(message);
        }
    }

    private static final class Varints {
        private final byte[] bytes;
        private int at;

        Varints(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() throws PacketIndexFormatException {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                require(at < bytes.length, "damaged packet index: a chunk ends inside a packet");
                byte b = bytes[at++];
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw new PacketIndexFormatException("damaged packet index: a number without end");
        }

        boolean atEnd() {
            return at == bytes.length;
        }
    }
}

package dev.tractor.flow.index;

import dev.tractor.flow.index.PacketIndexFormat.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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

        /// Tells what will be read next, in this order, so that what is far away can be asked for ahead.
        default void expect(List<Span> spans) {}
    }

    /// Receives the packets of a flow in the order of the capture.
    @FunctionalInterface
    public interface Visitor {
        /// @param offset byte at which the packet's record begins, in the uncompressed capture
        /// @param recordLength bytes of the whole record
        void packet(long offset, int recordLength) throws IOException;
    }

    /// Some tens of MB: no capture of a real program has nearly as many.
    private static final int MAX_BLOCKS = 1_000_000;
    /// What is read of the end at once: the whole directory of a capture of 16 million packets.
    private static final int TAIL_BYTES = PacketIndexFormat.TRAILER_BYTES + 256 * PacketIndexFormat.ENTRY_BYTES;
    /// Chunks that lie side by side are read together up to so many bytes, which costs a store little more than one of them; one alone has at most 1.6 MB.
    private static final int MAX_READ_BYTES = 2 << 20;

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
    /// @throws PacketIndexFormatException when they are no index of the known version, or damaged
    public static PacketIndexReader open(Source source) throws IOException {
        long length = source.length();
        require(length >= PacketIndexFormat.HEADER_BYTES + PacketIndexFormat.TRAILER_BYTES, "no packet index: only " + length + " bytes long");
        byte[] start = source.read(0, (int) Math.min(length, PacketIndexFormat.HEADER_BYTES + PacketIndexFormat.MAX_ETAG_BYTES));
        ByteBuffer head = ByteBuffer.wrap(start);
        require(head.getInt() == PacketIndexFormat.MAGIC, "no packet index: it does not begin with TPIX");
        short version = head.getShort();
        require(version == PacketIndexFormat.VERSION, "packet index of version " + version + ", only " + PacketIndexFormat.VERSION + " is known");
        int etagLength = Short.toUnsignedInt(head.getShort());
        long headerLength = PacketIndexFormat.HEADER_BYTES + (long) etagLength;
        long trailerPosition = length - PacketIndexFormat.TRAILER_BYTES;
        require(etagLength <= PacketIndexFormat.MAX_ETAG_BYTES && headerLength <= trailerPosition, "damaged packet index: ETag of " + etagLength + " bytes");
        byte[] header = Arrays.copyOf(start, (int) headerLength);

        long tailPosition = Math.max(0, length - TAIL_BYTES);
        byte[] tail = source.read(tailPosition, (int) (length - tailPosition));
        ByteBuffer trailer = ByteBuffer.wrap(tail, tail.length - PacketIndexFormat.TRAILER_BYTES, PacketIndexFormat.TRAILER_BYTES);
        long directoryPosition = trailer.getLong();
        int count = trailer.getInt();
        int checksum = trailer.getInt();
        require(trailer.getInt() == PacketIndexFormat.MAGIC, "packet index without its end: it does not end with TPIX");
        require(count >= 0 && count <= Integer.MAX_VALUE / PacketIndexFormat.ENTRY_BYTES
                && directoryPosition >= headerLength && directoryPosition == trailerPosition - (long) count * PacketIndexFormat.ENTRY_BYTES,
                "damaged packet index: directory of " + count + " chunks at byte " + directoryPosition);
        int directoryLength = count * PacketIndexFormat.ENTRY_BYTES;
        byte[] directory = directoryPosition < tailPosition ? source.read(directoryPosition, directoryLength)
                : Arrays.copyOfRange(tail, (int) (directoryPosition - tailPosition), (int) (directoryPosition - tailPosition) + directoryLength);
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
        return chunks.stream().mapToLong(chunk -> chunk.records() - chunk.blocks()).sum();
    }

    /// A block that packets behind it cannot be read without.
    ///
    /// @param offset byte at which it begins, in the uncompressed capture
    /// @param isSection a section header, else an interface description
    public record Block(long offset, int length, boolean isSection) {}

    /// All of them, in the order of the capture.
    ///
    /// @throws PacketIndexFormatException also when there are more than a million
    public List<Block> blocks() throws IOException {
        long count = chunks.stream().mapToLong(Chunk::blocks).sum();
        require(count <= MAX_BLOCKS, count + " sections and interfaces, more than the limit of " + MAX_BLOCKS);
        List<Block> blocks = new ArrayList<>((int) count);
        visit(chunk -> chunk.blocks() > 0, (offset, length, what) -> {
            if (what < PacketIndexFormat.FIRST_FLOW) {
                blocks.add(new Block(offset, length, what == PacketIndexFormat.SECTION));
            }
        });
        blocks.sort(Comparator.comparingLong(Block::offset));
        return blocks;
    }

    /// Visits every packet of a flow.
    public void visit(long flowOrdinal, Visitor visitor) throws IOException {
        visit(new FlowSet().add(flowOrdinal), visitor);
    }

    /// Visits every packet of the flows. Where their times are known, chunks outside of them are spared.
    public void visit(FlowSet flows, Visitor visitor) throws IOException {
        visit(chunk -> chunk.mayHold(flows), (offset, length, what) -> {
            if (what >= PacketIndexFormat.FIRST_FLOW && flows.has(what - PacketIndexFormat.FIRST_FLOW)) {
                visitor.packet(offset, length);
            }
        });
    }

    @FunctionalInterface
    private interface Records {
        void record(long offset, int length, long what) throws IOException;
    }

    private void visit(Predicate<Chunk> wanted, Records records) throws IOException {
        List<List<Chunk>> reads = new ArrayList<>();
        for (Chunk chunk : chunks) {
            if (wanted.test(chunk)) {
                if (reads.isEmpty() || !isReadWith(reads.getLast(), chunk)) {
                    reads.add(new ArrayList<>());
                }
                reads.getLast().add(chunk);
            }
        }
        source.expect(reads.stream().map(PacketIndexReader::span).toList());
        for (List<Chunk> read : reads) {
            Span span = span(read);
            byte[] bytes = source.read(span.offset(), (int) span.length());
            for (Chunk chunk : read) {
                decode(chunk, ByteBuffer.wrap(bytes, (int) (chunk.position() - span.offset()), chunk.length()), records);
            }
        }
    }

    private static boolean isReadWith(List<Chunk> before, Chunk chunk) {
        Span span = span(before);
        return chunk.position() == span.offset() + span.length() && span.length() + chunk.length() <= MAX_READ_BYTES;
    }

    private static Span span(List<Chunk> sideBySide) {
        long position = sideBySide.getFirst().position();
        return new Span(position, sideBySide.getLast().position() + sideBySide.getLast().length() - position);
    }

    private static void decode(Chunk chunk, ByteBuffer bytes, Records records) throws IOException {
        require(crc(bytes) == chunk.checksum(), "damaged packet index: checksum of the chunk at byte " + chunk.position());
        Varints varints = new Varints(bytes);
        long offset = chunk.firstOffset();
        for (int i = 0; i < chunk.records(); i++) {
            long gap = varints.next();
            offset += (gap >>> 1) ^ -(gap & 1);
            int length = (int) varints.next();
            records.record(offset, length, varints.next());
            offset += length;
        }
        require(varints.atEnd(), "damaged packet index: bytes left over in the chunk at byte " + chunk.position());
    }

    private static List<Chunk> entries(ByteBuffer directory, int count, long end) throws PacketIndexFormatException {
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Chunk chunk = new Chunk(directory.getLong(), directory.getInt(), directory.getInt(), directory.getInt(), directory.getInt(),
                    directory.getLong(), directory.getLong(), directory.getLong(), directory.getLong(), directory.getLong());
            require(chunk.length() >= 0 && chunk.position() >= 0 && chunk.position() <= end - chunk.length()
                    && chunk.records() > 0 && chunk.records() <= PacketIndexFormat.RECORDS_PER_CHUNK && chunk.blocks() >= 0 && chunk.blocks() <= chunk.records(), "damaged packet index: directory entry " + i);
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

    private static int crc(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return (int) checksum.getValue();
    }

    private static void require(boolean holds, String message) throws PacketIndexFormatException {
        if (!holds) {
            throw new PacketIndexFormatException(message);
        }
    }

    private static final class Varints {
        private final byte[] bytes;
        private final int end;
        private int at;

        Varints(ByteBuffer buffer) {
            bytes = buffer.array();
            at = buffer.position();
            end = buffer.limit();
        }

        long next() throws PacketIndexFormatException {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                require(at < end, "damaged packet index: a chunk ends inside a packet");
                byte b = bytes[at++];
                value |= (long) (b & 0x7F) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw new PacketIndexFormatException("damaged packet index: a number without end");
        }

        boolean atEnd() {
            return at == end;
        }
    }
}

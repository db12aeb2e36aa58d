package dev.tractor.flow.index;

import java.nio.charset.StandardCharsets;

/// The numbers of the format, as docs/reference/packet-index.md lays it out. All fixed-width fields are big-endian.
final class PacketIndexFormat {
    /// `TPIX`: the first and the last four bytes of an index.
    static final int MAGIC = 0x54504958;
    static final short VERSION = 2;

    /// Magic, version (2 bytes), length of the ETag (2 bytes); the ETag follows.
    static final int HEADER_BYTES = 8;
    /// Position of the directory (8), chunk count (4), checksum (4), magic (4).
    static final int TRAILER_BYTES = 20;
    /// See [Chunk].
    static final int ENTRY_BYTES = 64;

    /// What stands in a chunk where a packet has its flow's ordinal, which is written with [#FIRST_FLOW] added.
    static final int SECTION = 0;
    static final int INTERFACE = 1;
    static final int FIRST_FLOW = 2;

    /// Small enough that one flow's packets cost little to find, large enough that the directory is 1/1000 of the index.
    static final int RECORDS_PER_CHUNK = 65_536;
    /// Gap and ordinal are varints of 64 bits, the record length is one of 32 bits.
    static final int MAX_RECORD_BYTES = 10 + 5 + 10;
    /// S3 gives 32 to 35 characters; anything longer is no ETag.
    static final int MAX_ETAG_BYTES = 1024;

    private PacketIndexFormat() {}

    static byte[] etagBytes(String etag) {
        byte[] bytes = etag.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_ETAG_BYTES) {
            throw new IllegalArgumentException("an ETag of " + bytes.length + " bytes is longer than " + MAX_ETAG_BYTES);
        }
        return bytes;
    }

    /// One directory entry.
    ///
    /// @param position byte of the index at which the chunk begins
    /// @param length of the chunk, bytes
    /// @param records packets and blocks, 1 to [#RECORDS_PER_CHUNK]
    /// @param blocks sections and interfaces among them
    /// @param checksum CRC-32C of the chunk
    /// @param firstOffset byte of the capture at which the chunk's first record begins
    record Chunk(long position, int length, int records, int blocks, int checksum, long firstOffset, long earliestNanos, long latestNanos, long minOrdinal, long maxOrdinal) {
        boolean mayHold(FlowSet flows) {
            return earliestNanos <= flows.toNanos() && flows.fromNanos() <= latestNanos && flows.hasAnyIn(minOrdinal, maxOrdinal);
        }
    }
}

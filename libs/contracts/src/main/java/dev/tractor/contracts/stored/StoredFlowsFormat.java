package dev.tractor.contracts.stored;

import dev.tractor.contracts.Topic;

/// The numbers of the format, as docs/reference/stored-flows.md lays it out. Fixed-width fields of the index are big-endian.
final class StoredFlowsFormat {
    /// Longest batch.
    static final int MAX_BATCH_BYTES = Topic.MAX_RECORD_BYTES / 2;
    /// A frame ends with the batch that reaches it: large enough to compress well, small enough that one flow of it is read in milliseconds.
    static final int FRAME_BYTES = 1 << 20;
    static final int MAX_VARINT_BYTES = 10;

    /// `TFIX`: the first and the last four bytes of an index.
    static final int MAGIC = 0x54464958;
    static final int VERSION = 1;
    /// Magic, version.
    static final int HEADER_BYTES = 8;
    /// Position of the directory (8), frames (4), checksum (4), magic (4).
    static final int TRAILER_BYTES = 20;
    /// See [Frame].
    static final int ENTRY_BYTES = 48;

    private StoredFlowsFormat() {}

    /// One directory entry.
    ///
    /// @param position byte of the stored flows at which the frame begins
    /// @param length of the frame, bytes
    /// @param flows in the frame
    /// @param smallest ordinal
    /// @param largest ordinal
    /// @param listPosition byte of the index at which the frame's ordinals stand
    /// @param listLength bytes
    /// @param listChecksum CRC-32C
    record Frame(long position, int length, int flows, long smallest, long largest, long listPosition, int listLength, int listChecksum) {}
}

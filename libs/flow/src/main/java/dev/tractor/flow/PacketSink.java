package dev.tractor.flow;

/// Receives where each packet of a flow stands in the capture, in the order of the capture; only a fragment that came before the first one of its
/// datagram is told together with that.
@FunctionalInterface
public interface PacketSink {
    /// @param offset byte at which the packet's record (its header) begins, in the uncompressed capture
    /// @param recordLength bytes of the whole record
    /// @param timeNanos time of the packet
    /// @param flowOrdinal the flow it belongs to
    void packet(long offset, int recordLength, long timeNanos, long flowOrdinal);

    /// As [dev.tractor.packet.BlockSink#block].
    default void block(long offset, int length, boolean isSection) {}
}

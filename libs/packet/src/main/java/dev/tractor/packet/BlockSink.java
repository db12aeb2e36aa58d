package dev.tractor.packet;

/// Receives where the blocks of a capture stand without which its packets cannot be read: section headers and interface descriptions of pcapng. Before the packets behind them,
/// and before some of those in front of them.
@FunctionalInterface
public interface BlockSink {
    BlockSink NONE = (_, _, _) -> {};

    /// @param offset byte at which the block begins, in the uncompressed capture
    /// @param length of the block, at most 16 MiB; a longer section header is told to be that long
    /// @param isSection else it is an interface
    void block(long offset, int length, boolean isSection);
}

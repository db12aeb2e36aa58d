package dev.tractor.packet;

/// Receives the names of addresses that a capture tells itself, in the order of the capture: behind the packets before them and before those behind them.
@FunctionalInterface
public interface NameSink {
    NameSink NONE = (_, _) -> {};

    /// @param address 4 or 16 bytes in network order
    /// @param name as it stands there, not empty
    void name(byte[] address, String name);
}

package dev.tractor.flow;

import dev.tractor.vocabulary.EndReason;

/// The identity, the times and the counters of a flow. "Forward" is from the initiator (client) to the responder (server).
/// Times are nanoseconds since the epoch (UTC); "bytes" are IP total lengths.
public interface FlowSummary {
    /// 4 or 16 bytes, network order.
    byte[] clientAddress();

    /// 4 or 16 bytes, network order.
    byte[] serverAddress();

    /// 0 for protocols without ports.
    int clientPort();

    /// 0 for protocols without ports.
    int serverPort();

    /// IP protocol number.
    int protocol();

    long startNanos();

    long endNanos();

    long packetsForward();

    long packetsBackward();

    long bytesForward();

    long bytesBackward();

    EndReason endReason();
}

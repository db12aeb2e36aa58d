package dev.tractor.flow;

import dev.tractor.vocabulary.EndReason;
import java.util.Set;

/// The identity, the times, the counters and the circumstances of a flow. "Forward" is from the initiator (client) to the responder (server).
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

    /// Outer scope: VLAN ids and tunnel, 0 without any.
    long scope();

    /// What is wrong with the flow as it was captured; unmodifiable.
    Set<Symptom> symptoms();

    /// ICMP and ICMPv6 errors that quote a packet of this flow. They are packets of flows of their own.
    int icmpErrors();

    /// Type of the first of them in the upper byte, its code in the lower; -1 without one.
    int firstIcmpError();
}

package dev.tractor.flow;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;

/// A finished flow, valid only during [FlowSink#flow]; its arrays are new ones. "Payload" is what lies behind the transport header.
public interface FlowView extends FlowSummary {
    /// Number of the flow in the capture, counted from 0 in the order of the flows' first packets.
    long ordinal();

    /// Outer scope: VLAN ids and tunnel, 0 without any.
    long scope();

    long payloadForward();

    long payloadBackward();

    /// Union of the TCP flag bytes seen in that direction (FIN is bit 0), 0 for other protocols.
    int tcpFlagsForward();

    int tcpFlagsBackward();

    /// What the application said about itself, in the order it was first said; unmodifiable, often empty.
    List<Evidence> evidence();

    /// The first at most 64 payload bytes of that direction; a new array.
    byte[] firstPayloadForward();

    byte[] firstPayloadBackward();

    /// Number of packets in the SPLT, at most 32.
    int spltCount();

    /// Payload length of packet `i`, positive forward, negative backward; 0 for a packet without payload.
    int spltLength(int i);

    /// Nanoseconds between packet `i - 1` and packet `i` of the SPLT; 0 for the first.
    long spltGapNanos(int i);

    /// Computes the features of a profile that the meter was asked to prepare ([MeterOptions#profiles]).
    ///
    /// @param out filled from index 0 with `profile.size()` numbers, NaN where the profile says "missing"
    /// @throws IllegalArgumentException when the meter does not prepare that profile
    void features(FeatureProfile profile, double[] out);
}

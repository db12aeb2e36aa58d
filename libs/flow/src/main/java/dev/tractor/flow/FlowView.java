package dev.tractor.flow;

import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.FeatureProfile;
import java.util.List;

/// A finished flow, valid only during [FlowSink#flow]; its arrays are new ones. "Payload" is what lies behind the transport header.
public interface FlowView extends FlowSummary {
    /// Number of the flow in the capture, counted from 0 in the order of the flows' first packets.
    long ordinal();

    long payloadForward();

    long payloadBackward();

    /// Union of the TCP flag bytes seen in that direction (FIN is bit 0), 0 for other protocols.
    int tcpFlagsForward();

    int tcpFlagsBackward();

    /// From the client's SYN to the SYN/ACK, nanoseconds; -1 when not seen.
    long serverRoundTripNanos();

    /// From the SYN/ACK to the client's ACK, nanoseconds; -1 when not seen.
    long clientRoundTripNanos();

    /// TCP segments of a direction that bring nothing new; copies that the capture made and keep-alives are none.
    int retransmissions(boolean forward);

    /// TCP segments of a direction that fill a hole which an earlier one left.
    int outOfOrder(boolean forward);

    /// TCP segments of a direction that announce no room.
    int zeroWindows(boolean forward);

    /// TCP sequence numbers of a direction that were skipped or acknowledged and are not in the capture.
    long bytesMissing(boolean forward);

    /// For a flow of ICMP errors the ordinal of the flow that its first one quotes; -1 when that is not known, and for other flows.
    long quotedFlow();

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

    /// As [#features(FeatureProfile, double\[\])], in the form in which the numbers are known.
    void features(FeatureProfile profile, FeatureValues out);

    /// A number that decides all features of a flow of a single packet but its identity: with the same number they are the same.
    ///
    /// @return 0 for a flow that no such number describes, and for profiles that look into payloads
    long shape(FeatureProfile profile);

    /// As [#features(FeatureProfile, FeatureValues)], only the identity: protocol and ports, with which a profile may begin.
    void identity(FeatureProfile profile, FeatureValues out);

    /// As [#features(FeatureProfile, FeatureValues)], only what follows the identity.
    void behaviour(FeatureProfile profile, FeatureValues out);
}

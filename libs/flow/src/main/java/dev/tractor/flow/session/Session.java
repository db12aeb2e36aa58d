package dev.tractor.flow.session;

import dev.tractor.vocabulary.SessionLink;
import java.util.List;

/// The flows that one application run made. A flow is a member of one session at most.
///
/// @param flows ordinals of its members, ascending; the first one names the session in its capture
/// @param links why they belong together; `from` of a DNS answer is no member
/// @param client initiator of the first member, 4 or 16 bytes
/// @param startNanos first packet of its members, since the epoch
/// @param endNanos last packet of its members
/// @param packetsForward from the members' initiators
/// @param packetsBackward to the members' initiators
/// @param bytesForward IP total length
/// @param bytesBackward IP total length
/// @param features of [SessionFeatures#PROFILE], NaN where one is missing
public record Session(
        List<Long> flows, List<SessionLink> links, byte[] client, long startNanos, long endNanos, long packetsForward, long packetsBackward, long bytesForward, long bytesBackward,
        double[] features) {
    /// More flows than that begin a further session: a page with a hundred connections fits many times over, and a session's message stays below a batch.
    public static final int MAX_FLOWS = 1_024;

    public Session {
        flows = List.copyOf(flows);
        links = List.copyOf(links);
    }

    /// Ordinal of the first member.
    public long first() {
        return flows.getFirst();
    }
}

package dev.tractor.model;

import dev.tractor.vocabulary.StatedEvidence;
import java.util.zip.CRC32C;

/// The decisions on the last flows by all that they were made from: most flows of a scan say nothing, and those of one program to one site say the same. Threads may share it; what one
/// keeps another may not see at once.
final class RecentDecisions {
    /// With the evidence, of which flows usually have a few hundred bytes, a few megabytes.
    private static final int PLACES = 1 << 13;

    private final Entry[] entries = new Entry[PLACES];

    /// @param ofServer label of the server's address, null without one
    record Entry(StatedEvidence evidence, int protocol, int serverPort, Label ofServer, Decision decision) {
        boolean isOf(StatedEvidence other, int otherProtocol, int otherPort, Label otherServer) {
            return otherPort == serverPort && otherProtocol == protocol && otherServer == ofServer && other.says(evidence);
        }
    }

    /// The decision on a flow of these facts, or null.
    Decision at(int place, StatedEvidence evidence, FlowFacts flow, Label ofServer) {
        Entry entry = entries[place];
        return entry != null && entry.isOf(evidence, flow.protocol(), flow.serverPort(), ofServer) ? entry.decision : null;
    }

    void keep(int place, StatedEvidence evidence, FlowFacts flow, Label ofServer, Decision decision) {
        entries[place] = new Entry(evidence, flow.protocol(), flow.serverPort(), ofServer, decision);
    }

    /// @param checksum for a moment
    static int place(CRC32C checksum, StatedEvidence evidence, int serverPort) {
        checksum.reset();
        evidence.addTo(checksum);
        return ((int) checksum.getValue() ^ serverPort) & PLACES - 1;
    }
}

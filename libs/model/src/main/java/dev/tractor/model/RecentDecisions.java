package dev.tractor.model;

import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.StatedEvidence;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32C;

/// The decisions on the last flows by all that they were made from: most flows of a scan say nothing, and those of one program to one site say the same. Threads may share it; what one
/// keeps another may not see at once.
final class RecentDecisions {
    /// With what flows say that decides, which usually has a hundred bytes, some two megabytes.
    private static final int PLACES = 1 << 13;
    /// A question may be in any place of its group: of questions that come again and again, some always meet in one place.
    private static final int GROUP = 8;

    private final Entry[] entries = new Entry[PLACES];
    /// Of the entries, to pass over those of other questions.
    private final int[] hashes = new int[PLACES];
    /// A bit for each kind of evidence that decides.
    private final long kinds;

    /// @param kinds all others are left out of what decisions are made from
    RecentDecisions(Set<EvidenceKind> kinds) {
        this.kinds = kinds.stream().mapToLong(kind -> 1L << kind.ordinal()).reduce(0, (all, one) -> all | one);
    }

    /// @param ofServer label of the server's address, null without one
    private record Entry(byte[] said, int protocol, int serverPort, Label ofServer, Decision decision) {
        boolean isOf(Question other, FlowFacts flow, Label otherServer) {
            return flow.serverPort() == serverPort && flow.protocol() == protocol && otherServer == ofServer && Arrays.equals(said, 0, said.length, other.said, 0, other.length);
        }
    }

    Question question() {
        return new Question();
    }

    /// What is asked about one flow after another. One thread.
    final class Question {
        private static final int FIRST_CAPACITY = 512;

        private final CRC32C checksum = new CRC32C();
        private byte[] said = new byte[FIRST_CAPACITY];
        private int length;
        private int hash;

        /// The decision on a flow of these facts, or null.
        Decision of(StatedEvidence evidence, FlowFacts flow, Label ofServer) {
            if (said.length < evidence.bytes()) {
                said = new byte[2 * evidence.bytes()];
            }
            length = evidence.copy(kinds, said);
            checksum.reset();
            checksum.update(said, 0, length);
            hash = (int) checksum.getValue() ^ flow.serverPort();
            int first = group();
            for (int place = first; place < first + GROUP; place++) {
                Entry entry = hashes[place] == hash ? entries[place] : null;
                if (entry != null && entry.isOf(this, flow, ofServer)) {
                    return entry.decision;
                }
            }
            return null;
        }

        private int group() {
            return hash & PLACES - GROUP;
        }

        /// What the flow said that decides.
        StatedEvidence said() {
            return new StatedEvidence(said, length);
        }

        /// Keeps the answer to it.
        void answered(FlowFacts flow, Label ofServer, Decision decision) {
            int place = group();
            while (entries[place] != null && place < group() + GROUP - 1) {
                place++;
            }
            place = entries[place] == null ? place : hash & PLACES - 1;
            hashes[place] = hash;
            entries[place] = new Entry(Arrays.copyOf(said, length), flow.protocol(), flow.serverPort(), ofServer, decision);
        }
    }
}

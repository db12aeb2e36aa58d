package dev.tractor.flow;

import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.packet.Packet;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;
import java.util.List;

/// What a flow has said of itself so far, and the begin of a message that is not complete yet.
final class FlowEvidence {
    final Statements said = new Statements();
    Recogniser recogniser;
    /// Took the begin of a message for its own; the end never came.
    Recogniser undecided;
    /// Statements that the sessions know of.
    int told;
    /// What [#weigh] said last.
    int weight;
    private Stream forward;
    private Stream backward;

    List<Evidence> all() {
        if (recogniser == null && undecided != null) {
            said.say(EvidenceKind.PROTOCOL, undecided.protocol());
        }
        return said.all();
    }

    /// About how many bytes of heap this holds.
    int weigh() {
        return said.weigh() + (forward == null ? 0 : forward.bytes.length) + (backward == null ? 0 : backward.bytes.length);
    }

    /// The incomplete message of that direction, null without one.
    Stream stream(boolean ofForward) {
        return ofForward ? forward : backward;
    }

    void stream(boolean ofForward, Stream stream) {
        if (ofForward) {
            forward = stream;
        } else {
            backward = stream;
        }
    }

    /// A direction's TCP payload from the begin of a message on, as far as it came in order.
    static final class Stream {
        /// A ClientHello with post-quantum keys has 2 KiB, an HTTP header rarely 8; what is longer is not waited for.
        static final int MAX_BYTES = 16_384;

        private byte[] bytes = new byte[0];
        private int nextSequence;

        byte[] bytes() {
            return bytes;
        }

        /// Takes what a segment adds to the message.
        ///
        /// @return false when it adds nothing: out of order, or seen already
        boolean append(Packet packet, byte[] payload, int count) {
            int known = bytes.length == 0 ? 0 : nextSequence - packet.tcpSequence();
            if (known < 0 || known >= count) {
                return false;
            }
            int taken = Math.min(count - known, MAX_BYTES - bytes.length);
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + taken);
            System.arraycopy(payload, known, bytes, before, taken);
            nextSequence = packet.tcpSequence() + packet.payloadLength();
            return true;
        }

        boolean isFull() {
            return bytes.length >= MAX_BYTES;
        }
    }
}

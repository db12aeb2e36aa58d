package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Recogniser.Verdict;
import dev.tractor.flow.evidence.Recognisers;
import dev.tractor.flow.evidence.Statements;
import dev.tractor.packet.DecodedPacket;
import dev.tractor.vocabulary.Evidence;
import dev.tractor.vocabulary.EvidenceKind;
import java.util.Arrays;
import java.util.List;

/// What a flow's payload has said so far. Holds bytes only while a hello or a header is not complete.
final class FlowPayload {
    /// A ClientHello with post-quantum keys has 2 KiB, a HTTP header rarely 8; what is longer is not waited for.
    private static final int MAX_BUFFER = 16_384;
    /// A protocol shows itself in its first messages.
    private static final int MAX_LOOKS = 4;
    private static final int TCP = 6;

    private final Statements said = new Statements();
    private Recogniser recogniser;
    private Side fromA = new Side();
    private Side fromB = new Side();

    /// One direction: null in place of it once nothing more is to be learned.
    private static final class Side {
        private byte[] buffer;
        private int length;
        private int nextSequence;
        private int looks;

        private void forget() {
            buffer = null;
            length = 0;
        }
    }

    List<Evidence> evidence() {
        return said.all();
    }

    void resolved(String name) {
        said.say(EvidenceKind.RESOLVED_NAME, name);
    }

    boolean isDone() {
        return fromA == null && fromB == null;
    }

    /// Looks at a packet's payload.
    ///
    /// @param view is reused by the caller
    void look(DecodedPacket packet, byte[] bytes, boolean isFromA, boolean fromClient, Payload view, Names names) {
        Side side = isFromA ? fromA : fromB;
        if (side == null || !arrange(side, packet, bytes, view)) {
            return;
        }
        boolean udp = packet.protocol != TCP;
        view.flow(udp, fromClient, fromClient ? packet.sourcePort : packet.targetPort, fromClient ? packet.targetPort : packet.sourcePort);
        side.looks++;
        Verdict verdict = recogniser == null ? first(view, names) : recogniser.look(view, said, names);
        switch (verdict) {
            case DONE -> end(isFromA);
            case GO_ON -> side.forget();
            case MORE -> keep(side, packet, bytes, isFromA);
            case NO -> {
                side.forget();
                if (side.looks >= MAX_LOOKS) {
                    end(isFromA);
                }
            }
        }
    }

    private Verdict first(Payload view, Names names) {
        for (Recogniser candidate : Recognisers.ALL) {
            Verdict verdict = candidate.look(view, said, names);
            if (verdict == Verdict.MORE) {
                return verdict;
            }
            if (verdict != Verdict.NO) {
                recogniser = candidate;
                said.say(EvidenceKind.PROTOCOL, candidate.protocol());
                return verdict;
            }
        }
        return Verdict.NO;
    }

    private void end(boolean ofA) {
        if (ofA) {
            fromA = null;
        } else {
            fromB = null;
        }
    }

    /// Points the view at the packet's payload, or at the begin of the stream that it continues.
    ///
    /// @return false for a segment that continues nothing
    private boolean arrange(Side side, DecodedPacket packet, byte[] bytes, Payload view) {
        int captured = packet.payloadCaptured;
        if (packet.protocol != TCP || side.buffer == null) {
            view.of(bytes, packet.payloadStart, captured);
            return true;
        }
        if (packet.tcpSequence != side.nextSequence) {
            return false;
        }
        append(side, bytes, packet.payloadStart, captured);
        view.of(side.buffer, 0, side.length);
        return true;
    }

    private void keep(Side side, DecodedPacket packet, byte[] bytes, boolean isFromA) {
        boolean complete = packet.payloadCaptured == packet.payloadLength;
        if (packet.protocol != TCP || side.length >= MAX_BUFFER || !complete) {
            if (recogniser == null && packet.protocol == TCP) {
                said.say(EvidenceKind.PROTOCOL, guess(bytes, packet.payloadStart));
            }
            end(isFromA);
            return;
        }
        if (side.buffer == null) {
            append(side, bytes, packet.payloadStart, packet.payloadCaptured);
        }
        side.nextSequence = packet.tcpSequence + packet.payloadLength;
    }

    private static String guess(byte[] bytes, int start) {
        return bytes[start] == 22 ? "tls" : "http";
    }

    private static void append(Side side, byte[] bytes, int start, int count) {
        int taken = Math.min(count, MAX_BUFFER - side.length);
        side.buffer = side.buffer == null ? Arrays.copyOfRange(bytes, start, start + taken) : Arrays.copyOf(side.buffer, side.length + taken);
        if (side.length > 0) {
            System.arraycopy(bytes, start, side.buffer, side.length, taken);
        }
        side.length += taken;
    }
}

package dev.tractor.flow;

import dev.tractor.flow.evidence.Announced;
import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Recogniser.Verdict;
import dev.tractor.flow.evidence.Recognisers;
import dev.tractor.flow.session.SessionAssembler;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.LinkKind;
import java.util.List;

/// Shows the first payloads of each flow to the recognisers. A flow has an object of its own only once something was recognised in it.
final class Inspector {
    /// A protocol shows itself in its first messages.
    private static final int MAX_LOOKS = 4;
    /// Heap that the evidence of all live flows may hold: room for half a million flows that say what flows usually say, and a bound for those made to fill it.
    static final long MAX_HELD_BYTES = 192L << 20;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final FlowTable table;
    private final Names names;
    private final Payload view = new Payload();
    private final byte[] scratch = new byte[FlowEvidence.Stream.MAX_BYTES];
    private final Warnings warnings;
    private final SessionAssembler sessions;
    private FlowEvidence spare = new FlowEvidence();
    private long held;

    /// @param sessions null when flows are not grouped
    Inspector(FlowTable table, Names names, Warnings warnings, SessionAssembler sessions) {
        this.table = table;
        this.names = names;
        this.sessions = sessions;
        this.warnings = warnings;
    }

    /// A flow to an address that was resolved earlier in the capture bears its name, and one that another flow announced has its protocol.
    ///
    /// @param nanos time of its first packet
    void begun(FlowRecord flow, long nanos) {
        LinkKind announced = sessions == null ? null : sessions.begun(flow, nanos);
        String name = names.of(flow.addressHigh(false), flow.addressLow(false));
        if (name != null || announced != null && announced.protocol() != null) {
            FlowEvidence evidence = new FlowEvidence();
            evidence.said.say(EvidenceKind.RESOLVED_NAME, name);
            evidence.said.say(EvidenceKind.PROTOCOL, announced == null ? null : announced.protocol());
            table.evidence(flow, evidence);
            weigh(evidence);
        }
    }

    /// A flow's evidence goes with it.
    void ended(FlowRecord flow) {
        FlowEvidence evidence = table.evidence(flow);
        if (evidence != null) {
            held -= evidence.weight;
        }
    }

    private void weigh(FlowEvidence evidence) {
        held -= evidence.weight;
        evidence.weight = evidence.weigh();
        held += evidence.weight;
    }

    private boolean isFull(Packet packet) {
        if (held > MAX_HELD_BYTES && !warnings.again("evidence-limit")) {
            warnings.add("evidence-limit", "live flows have said so much that some payloads were not looked at", packet.offset());
        }
        return held > MAX_HELD_BYTES;
    }

    /// Looks at the payload of a TCP or UDP packet; there is some.
    void look(FlowRecord flow, Packet packet, byte[] frames, boolean forward) {
        int done = forward ? FlowRecord.FORWARD_INSPECTED : FlowRecord.BACKWARD_INSPECTED;
        if (flow.is(done) || packet.protocol() != TCP && packet.protocol() != UDP || isFull(packet)) {
            return;
        }
        int count = Math.min(packet.payloadCaptured(), scratch.length);
        System.arraycopy(frames, packet.payloadStart(), scratch, 0, count);
        FlowEvidence known = table.evidence(flow);
        FlowEvidence evidence = known == null ? spare : known;
        FlowEvidence.Stream stream = evidence.stream(forward);
        if (stream != null && !stream.append(packet, scratch, count)) {
            return;
        }
        view.of(stream == null ? scratch : stream.bytes(), 0, stream == null ? count : stream.bytes().length);
        view.flow(packet.protocol() == UDP, forward, flow.port(true), flow.port(false));
        Verdict verdict = evidence.recogniser == null ? first(evidence) : evidence.recogniser.look(view, evidence.said, names);
        tell(flow, evidence, packet, forward);
        boolean end = switch (verdict) {
            case DONE -> true;
            case GO_ON -> forget(evidence, forward);
            case MORE -> !wait(evidence, packet, forward, count);
            case NO -> forget(evidence, forward) || flow.look(forward) >= MAX_LOOKS;
        };
        if (end) {
            evidence.stream(forward, null);
            flow.mark(done);
        }
        if (known != null) {
            weigh(known);
        } else {
            adopt(flow, verdict);
        }
    }

    private void tell(FlowRecord flow, FlowEvidence evidence, Packet packet, boolean forward) {
        List<Announced> announced = evidence.said.takeAnnounced();
        int statements = evidence.said.count();
        if (sessions != null && (statements > evidence.told || !announced.isEmpty())) {
            evidence.told = statements;
            sessions.heard(flow, announced, forward, evidence.said.all(), packet.timeNanos());
        }
    }

    private static boolean forget(FlowEvidence evidence, boolean forward) {
        evidence.stream(forward, null);
        return false;
    }

    private void adopt(FlowRecord flow, Verdict verdict) {
        if (verdict != Verdict.NO) {
            table.evidence(flow, spare);
            weigh(spare);
        }
        if (verdict != Verdict.NO || !spare.said.isEmpty()) {
            spare = new FlowEvidence();
        }
    }

    private Verdict first(FlowEvidence evidence) {
        for (Recogniser candidate : Recognisers.candidates(view)) {
            Verdict verdict = candidate.look(view, evidence.said, names);
            if (verdict == Verdict.MORE) {
                evidence.undecided = candidate;
                return verdict;
            }
            if (verdict != Verdict.NO) {
                evidence.recogniser = candidate;
                evidence.said.say(EvidenceKind.PROTOCOL, candidate.protocol());
                return verdict;
            }
        }
        return Verdict.NO;
    }

    /// Keeps the message so far until its next segment.
    ///
    /// @return false when nothing more can come: a datagram, a message that was cut or is too long
    private boolean wait(FlowEvidence evidence, Packet packet, boolean forward, int count) {
        if (packet.protocol() != TCP || packet.payloadCaptured() < packet.payloadLength()) {
            return false;
        }
        if (evidence.stream(forward) == null) {
            FlowEvidence.Stream stream = new FlowEvidence.Stream();
            stream.append(packet, scratch, count);
            evidence.stream(forward, stream);
        }
        return !evidence.stream(forward).isFull();
    }
}

package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Recogniser.Verdict;
import dev.tractor.flow.evidence.Recognisers;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.EvidenceKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Shows the first payloads of each flow to the recognisers. A flow has an object of its own only once something was recognised in it.
final class Inspector {
    /// A protocol shows itself in its first messages.
    private static final int MAX_LOOKS = 4;
    /// Heap that the evidence of all live flows may hold: room for half a million flows that say what flows usually say, and a bound for those made to fill it.
    static final long MAX_HELD_BYTES = 192L << 20;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final FlowTable table;
    private final Names names = new Names();
    private final Payload view = new Payload();
    private final byte[] scratch = new byte[FlowEvidence.Stream.MAX_BYTES];
    private final Warnings warnings;
    private FlowEvidence spare = new FlowEvidence();
    private long held;

    Inspector(FlowTable table, Warnings warnings) {
        this.table = table;
        this.warnings = warnings;
    }

    /// A flow to an address that was resolved earlier in the capture bears its name.
    void begun(FlowRecord flow) {
        String name = names.of(flow.addressHigh(false), flow.addressLow(false));
        if (name != null) {
            FlowEvidence evidence = new FlowEvidence();
            evidence.said.packet(1);
            evidence.said.say(EvidenceKind.RESOLVED_NAME, name);
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
    void look(FlowRecord flow, Packet packet, MemorySegment frames, boolean forward) {
        int done = forward ? FlowRecord.FORWARD_INSPECTED : FlowRecord.BACKWARD_INSPECTED;
        if (flow.is(done) || packet.protocol() != TCP && packet.protocol() != UDP || isFull(packet)) {
            return;
        }
        int count = Math.min(packet.payloadCaptured(), scratch.length);
        MemorySegment.copy(frames, ValueLayout.JAVA_BYTE, packet.payloadStart(), scratch, 0, count);
        FlowEvidence known = table.evidence(flow);
        FlowEvidence evidence = known == null ? spare : known;
        FlowEvidence.Stream stream = evidence.stream(forward);
        if (stream != null && !stream.append(packet, scratch, count)) {
            return;
        }
        view.of(stream == null ? scratch : stream.bytes(), 0, stream == null ? count : stream.bytes().length);
        view.flow(packet.protocol() == UDP, forward, flow.port(true), flow.port(false));
        evidence.said.packet(packets(flow));
        Verdict verdict = evidence.recogniser == null ? first(evidence) : evidence.recogniser.look(view, evidence.said, names);
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

    private static int packets(FlowRecord flow) {
        long counters = flow.base() + FlowRecord.COUNTERS;
        return (int) Math.min(Integer.MAX_VALUE, FlowCounters.packets(flow.memory(), counters, true) + FlowCounters.packets(flow.memory(), counters, false));
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

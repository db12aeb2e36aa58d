package dev.tractor.flow;

import dev.tractor.flow.evidence.Announced;
import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.flow.evidence.Recogniser;
import dev.tractor.flow.evidence.Recogniser.Verdict;
import dev.tractor.flow.evidence.Recognisers;
import dev.tractor.flow.session.Announcements;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.EvidenceKind;
import dev.tractor.vocabulary.LinkKind;
import java.util.List;

/// Shows the first payloads of each flow to the recognisers, TCP in order. A flow has an object of its own only once something was recognised in it.
///
/// A direction is looked at until its recogniser has learned all, or none knows it; then it is *settled*: for a while only the begin of TLS is looked for
/// (STARTTLS, a proxy's tunnel), and at last nothing.
final class Inspector {
    /// A protocol shows itself in its first messages.
    private static final int MAX_LOOKS = 4;
    /// Bytes of a message's length, or of a mark before the first message, which some programs write apart from it: they say too little by themselves.
    private static final int MAX_PREFIX = 4;
    /// Payloads of a settled direction among which TLS may begin: a mail dialogue before STARTTLS has under ten.
    private static final int MAX_PEEKS = 40;
    /// Messages of one packet that are looked at one by one.
    private static final int MAX_MESSAGES = 16;
    /// Heap that the evidence of all live flows may hold: room for half a million flows that say what flows usually say, and a bound for those made to fill it.
    static final long MAX_HELD_BYTES = 192L << 20;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final boolean[] BOTH_WAYS = {true, false};

    private final FlowTable table;
    private final Names names;
    private final Payload view = new Payload();
    private final StreamRoom room = new StreamRoom();
    /// Shows datagrams, which are not put in order.
    private final Direction datagram = new Direction(room);
    private final Warnings warnings;
    private final Announcements announcements;
    private FlowEvidence spare = new FlowEvidence();
    private long held;

    /// @param announcements null when nobody asks which flows others announced
    Inspector(FlowTable table, Names names, Warnings warnings, Announcements announcements) {
        this.table = table;
        this.names = names;
        this.announcements = announcements;
        this.warnings = warnings;
    }

    /// A flow to an address that was resolved earlier in the capture bears its name, and one that another flow announced has its protocol.
    ///
    /// @param nanos time of its first packet
    void begun(FlowRecord flow, long nanos) {
        String name = names.of(flow.addressHigh(true), flow.addressLow(true), flow.addressHigh(false), flow.addressLow(false));
        LinkKind announced = announcements == null ? null : announcements.begun(flow, name != null, nanos);
        if (name != null || announced != null && announced.protocol() != null) {
            spare.said.packet(1);
            spare.said.say(EvidenceKind.RESOLVED_NAME, name);
            spare.said.say(EvidenceKind.PROTOCOL, announced == null ? null : announced.protocol());
            keepSpare(flow);
        }
    }

    private void keepSpare(FlowRecord flow) {
        FlowEvidence evidence = spare;
        spare = evidence.trim();
        table.evidence(flow, evidence);
        weigh(evidence);
    }

    /// Reads what messages say that were waiting for their rest.
    void finish(FlowRecord flow) {
        FlowEvidence evidence = table.evidence(flow);
        if (evidence != null) {
            evidence.said.packet(packets(flow));
            finish(flow, evidence, true);
            finish(flow, evidence, false);
        }
    }

    private void finish(FlowRecord flow, FlowEvidence evidence, boolean forward) {
        Direction direction = evidence.direction(forward);
        if (direction != null && direction.takeRest()) {
            show(flow, direction, forward);
            ask(evidence, forward);
            tell(flow, evidence, flow.latest(), forward);
        }
    }

    /// A flow's evidence goes with it.
    void ended(FlowRecord flow) {
        FlowEvidence evidence = table.evidence(flow);
        if (evidence != null) {
            held -= evidence.weight;
            evidence.settle(true);
            evidence.settle(false);
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
        if (flow.is(done(forward)) || packet.protocol() != TCP && packet.protocol() != UDP || isFull(packet)) {
            return;
        }
        boolean tls = Recognisers.beginsTls(packet.protocol() == UDP, frames, packet.payloadStart(), packet.payloadCaptured());
        if (flow.is(settled(forward)) && !tls) {
            if (flow.look(forward) >= MAX_PEEKS) {
                flow.mark(done(forward));
            }
            return;
        }
        FlowEvidence known = table.evidence(flow);
        FlowEvidence evidence = known == null ? spare : known;
        evidence.said.packet(packets(flow));
        if (tls) {
            giveWay(flow, evidence);
        }
        inspect(flow, evidence, packet, frames, forward);
        tell(flow, evidence, packet.timeNanos(), forward);
        if (known != null) {
            weigh(known);
        } else if (!evidence.isEmpty()) {
            keepSpare(flow);
        } else {
            evidence.settle(forward);
        }
    }

    private void tell(FlowRecord flow, FlowEvidence evidence, long nanos, boolean forward) {
        List<Announced> announced = evidence.said.takeAnnounced();
        if (announcements != null && (evidence.said.end() > evidence.told || !announced.isEmpty())) {
            announcements.heard(flow, announced, forward, evidence.said, evidence.told, nanos);
            evidence.told = evidence.said.end();
        }
    }

    private static int done(boolean forward) {
        return forward ? FlowRecord.FORWARD_INSPECTED : FlowRecord.BACKWARD_INSPECTED;
    }

    private static int settled(boolean forward) {
        return forward ? FlowRecord.FORWARD_SETTLED : FlowRecord.BACKWARD_SETTLED;
    }

    private int packets(FlowRecord flow) {
        return (int) Math.min(Integer.MAX_VALUE, table.packets(flow));
    }

    /// TLS may begin, first of all or within another protocol: both directions are looked at anew.
    private static void giveWay(FlowRecord flow, FlowEvidence evidence) {
        for (boolean way : BOTH_WAYS) {
            Recogniser other = evidence.recogniser(way);
            if (flow.is(settled(way)) || other != null && other.mayCarryTls()) {
                flow.unmark(settled(way) | done(way));
                evidence.settle(way);
                evidence.unrecognise(way);
            }
        }
    }

    private void inspect(FlowRecord flow, FlowEvidence evidence, Packet packet, byte[] frames, boolean forward) {
        Direction direction = packet.protocol() == UDP ? datagram : evidence.ordered(forward, room);
        if (packet.protocol() == TCP && !direction.isExpecting() && isFirst(flow, packet, forward)) {
            direction.expect(TcpState.firstSequence(flow.memory(), flow.base() + FlowRecord.TCP, forward));
        }
        if (!direction.take(packet, frames)) {
            return;
        }
        Verdict verdict = Verdict.NO;
        for (int i = 0; i < MAX_MESSAGES && direction.begin < direction.end; i++) {
            show(flow, direction, forward);
            verdict = ask(evidence, forward);
            if (verdict == Verdict.CARRIES) {
                evidence.unrecognise(forward);
            }
            if (verdict != Verdict.GO_ON && verdict != Verdict.CARRIES) {
                break;
            }
            direction.begin += view.left();
        }
        boolean waits = verdict == Verdict.MORE && direction.keep(packet, view.wanted());
        if (!waits) {
            direction.pass(packet);
        }
        if (verdict == Verdict.DONE || verdict == Verdict.MORE && !waits || verdict == Verdict.NO && flow.look(forward) >= MAX_LOOKS) {
            settle(flow, evidence, forward);
        }
    }

    private static void settle(FlowRecord flow, FlowEvidence evidence, boolean forward) {
        evidence.settle(forward);
        Recogniser recogniser = evidence.recogniser(forward);
        boolean mayCarryTls = recogniser == null || recogniser.mayCarryTls();
        flow.mark(mayCarryTls ? settled(forward) : done(forward));
    }

    /// True for the first payload of a direction whose SYN was seen.
    private boolean isFirst(FlowRecord flow, Packet packet, boolean forward) {
        return (TcpState.flags(flow.memory(), flow.base() + FlowRecord.TCP, forward) & TcpState.SYN) != 0
                && table.payload(flow, forward) == packet.payloadLength();
    }

    private void show(FlowRecord flow, Direction direction, boolean forward) {
        table.showFirst(flow, forward, view);
        view.of(direction.bytes, direction.begin, direction.end - direction.begin).last(direction.last);
        view.flow(flow.protocol() == UDP, forward, flow.port(true), flow.port(false)).client(flow.addressHigh(true), flow.addressLow(true));
    }

    /// Where this direction's recogniser does not know what comes, the other direction may have turned to another protocol: behind a proxy's header.
    private Verdict ask(FlowEvidence evidence, boolean forward) {
        Recogniser recogniser = evidence.recogniser(forward);
        if (recogniser == null) {
            return first(evidence, forward);
        }
        Verdict verdict = recogniser.look(view, evidence.said, names);
        Recogniser other = evidence.recogniser(!forward);
        if (verdict == Verdict.NO && other != null && other != recogniser) {
            verdict = other.look(view, evidence.said, names);
            if (verdict != Verdict.NO) {
                evidence.turns(other, forward);
            }
        }
        return verdict;
    }

    private Verdict first(FlowEvidence evidence, boolean forward) {
        Verdict verdict = first(Recognisers.candidates(view), evidence, forward);
        verdict = verdict == Verdict.NO ? first(Recognisers.candidatesOfClient(view), evidence, forward) : verdict;
        return verdict == Verdict.NO && !view.udp() && !view.last() && view.length() <= MAX_PREFIX ? view.want(view.length() + 1) : verdict;
    }

    private Verdict first(Recogniser[] candidates, FlowEvidence evidence, boolean forward) {
        for (Recogniser candidate : candidates) {
            if (!candidate.mayKnow(view)) {
                continue;
            }
            Recogniser own = candidate.forFlow();
            Verdict verdict = own.look(view, evidence.said, names);
            if (verdict == Verdict.MORE && !view.last()) {
                return verdict;
            }
            if (verdict != Verdict.NO) {
                evidence.recognised(own, forward);
                return verdict;
            }
        }
        return Verdict.NO;
    }
}

package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// What a flow's record keeps of TCP. Pairs hold the forward value first.
///
/// ```
///   0  next expected      1  acknowledged by the other side     2  flags seen (forward, backward: a byte each), then bits of what is known; upper half: packets with PSH
/// rest, behind the log:
///   0  packets with FIN, SYN, RST, nothing, without ACK, with URG, ECE, CWR (8 ints)     4  initial sequence numbers: of the SYN, without one the lowest seen
///   5  retransmissions     6  out of order     7  zero windows
///   8  time of the SYN, then the round trip to the server     9  time of the SYN/ACK, then the round trip to the client    10  time of closing
/// ```
/// Nearly all packets have ACK, so those without are counted. The holes in its streams are in [FlowTrouble].
final class TcpState {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    private static final int PSH_BIT = 3;
    private static final int PSH = 1 << PSH_BIT;
    static final int ACK = 0x10;

    private static final int NEXT = 0;
    private static final int ACKNOWLEDGED = 1;
    private static final int SEEN = 2;
    static final int LENGTH = 3;
    private static final int REST = FlowRecord.REST_OF_TCP - FlowRecord.TCP;
    private static final int FLAG_COUNTS = REST;
    private static final int INITIAL = REST + 4;
    private static final int RETRANSMISSIONS = REST + 5;
    private static final int OUT_OF_ORDER = REST + 6;
    private static final int ZERO_WINDOWS = REST + 7;
    private static final int SERVER_ROUND_TRIP = REST + 8;
    private static final int CLIENT_ROUND_TRIP = REST + 9;
    private static final int CLOSED_AT = REST + 10;
    static final int REST_LENGTH = 11;

    /// Bits of [#SEEN]; those of a direction are shifted for backward.
    private static final int SYN_TIMED = 1 << 16;
    private static final int SYN_ACK_TIMED = 1 << 17;
    private static final int SERVER_ROUND_TRIP_KNOWN = 1 << 18;
    private static final int NEXT_KNOWN = 1 << 19;
    private static final int ACKNOWLEDGED_KNOWN = 1 << 21;
    /// Nothing but empty segments came: they may all be keep-alives, whose number is one too low.
    private static final int ONLY_EMPTY = 1 << 23;
    private static final int CLIENT_ROUND_TRIP_KNOWN = 1 << 25;
    /// What is known of a direction's stream and of the other's acknowledgements when both have begun.
    private static final int USUAL_FORWARD = NEXT_KNOWN | ACKNOWLEDGED_KNOWN << 1;
    private static final int USUAL_BACKWARD = NEXT_KNOWN << 1 | ACKNOWLEDGED_KNOWN;
    /// The largest window (RFC 7323, section 2.3): a step beyond it is no loss but nonsense.
    private static final int MAX_STEP = 1 << 30;

    private TcpState() {}

    /// Whether a SYN that comes for a flow of that key opens another one: one that is neither a retransmission nor part of this flow's handshake,
    /// be it late.
    static boolean isNewSyn(FlowRecord flow, Packet packet, boolean forward) {
        if ((packet.tcpFlags() & (SYN | ACK)) != SYN) {
            return false;
        }
        long[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        if ((flags(memory, at, forward) & SYN) != 0) {
            return Halves.of(memory, at + INITIAL, forward) != packet.tcpSequence();
        }
        boolean silent = !flow.hasSeen(forward);
        boolean late = !silent && Halves.of(memory, at + INITIAL, forward) == packet.tcpSequence() + 1;
        return !late && (!silent || (flags(memory, at, !forward) & SYN) == 0);
    }

    /// Takes a segment in and moves the flow's state.
    ///
    /// @param copy it was captured twice and this is the second time
    static void add(FlowTable table, FlowRecord flow, Packet packet, boolean forward, boolean copy) {
        int flags = packet.tcpFlags();
        long[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        countFlags(memory, at, flags);
        if (flags == 0) {
            return;
        }
        int union = flags(memory, at, forward) | flags;
        boolean opens = (flags & ~flags(memory, at, forward) & SYN) != 0;
        memory[at + SEEN] |= forward ? flags : flags << Byte.SIZE;
        if ((flags & SYN) != 0) {
            Halves.put(memory, at + INITIAL, forward, packet.tcpSequence());
        }
        if (!copy) {
            handshake(flow, memory, at, packet, forward);
        }
        if ((flags & RST) == 0 && !copy) {
            sequence(table, flow, packet, forward, opens);
            acknowledgement(memory, at, packet, forward);
        }
        if (packet.tcpWindow() == 0 && (flags & (SYN | RST | FIN)) == 0) {
            Halves.increase(memory, at + ZERO_WINDOWS, forward);
        }
        boolean finished = (union & flags(memory, at, !forward) & FIN) != 0;
        if (((flags & RST) != 0 || finished) && !flow.is(FlowRecord.CLOSED)) {
            memory[at + CLOSED_AT] = packet.timeNanos();
            flow.mark(FlowRecord.CLOSED);
        }
    }

    /// Whether a segment of an established flow has nothing to say but ACK and PSH, and goes on where its direction ended or, when it is empty, before.
    static boolean isUsual(long[] memory, int at, Packet packet, boolean forward) {
        int asked = forward ? USUAL_FORWARD | ONLY_EMPTY : USUAL_BACKWARD | ONLY_EMPTY << 1;
        int known = forward ? USUAL_FORWARD : USUAL_BACKWARD;
        long seen = memory[at + SEEN];
        if ((packet.tcpFlags() & ~PSH) != ACK || (seen & asked) != known || packet.tcpWindow() == 0
                || forward && (seen & (SYN_ACK_TIMED | CLIENT_ROUND_TRIP_KNOWN)) == SYN_ACK_TIMED) {
            return false;
        }
        int step = packet.tcpSequence() - Halves.of(memory, at + NEXT, forward);
        return step == 0 || step < 0 && step >= -MAX_STEP && packet.payloadLength() == 0;
    }

    /// Whether a step from one sequence number to another is wider than any window.
    private static boolean isLeap(int step) {
        return step > MAX_STEP || step < -MAX_STEP;
    }

    /// As [#add], for a segment that [#isUsual] and no copy.
    static void addUsual(long[] memory, int at, Packet packet, boolean forward) {
        int flags = packet.tcpFlags();
        memory[at + SEEN] = (memory[at + SEEN] | (forward ? flags : flags << Byte.SIZE)) + ((long) (flags & PSH) << Integer.SIZE - PSH_BIT);
        if (packet.payloadLength() > 0) {
            Halves.put(memory, at + NEXT, forward, packet.tcpSequence() + packet.payloadLength());
        }
        if (packet.tcpAcknowledgement() - Halves.of(memory, at + ACKNOWLEDGED, !forward) > 0) {
            Halves.put(memory, at + ACKNOWLEDGED, !forward, packet.tcpAcknowledgement());
        }
    }

    private static void countFlags(long[] memory, int at, int flags) {
        if ((flags & PSH) != 0) {
            memory[at + SEEN] += 1L << Integer.SIZE;
        }
        int counts = at + FLAG_COUNTS;
        for (int rest = (flags ^ ACK) & ~PSH; rest != 0; rest >>>= 2) {
            memory[counts++] += rest & 1 | (long) (rest & 2) << Integer.SIZE - 1;
        }
    }

    /// A repeated SYN or SYN/ACK counts from its last time on, so that waiting for a lost one is no round trip.
    private static void handshake(FlowRecord flow, long[] memory, int at, Packet packet, boolean forward) {
        int flags = packet.tcpFlags();
        boolean syn = (flags & SYN) != 0;
        boolean ack = (flags & ACK) != 0;
        long time = packet.timeNanos();
        if (syn && !ack && forward && !knows(memory, at, SYN_ACK_TIMED)) {
            set(memory, at, SERVER_ROUND_TRIP, time, SYN_TIMED);
        } else if (syn && ack && !forward && !knows(memory, at, CLIENT_ROUND_TRIP_KNOWN)) {
            if (knows(memory, at, SYN_TIMED) && !knows(memory, at, SYN_ACK_TIMED)) {
                set(memory, at, SERVER_ROUND_TRIP, time - memory[at + SERVER_ROUND_TRIP], SERVER_ROUND_TRIP_KNOWN);
            }
            set(memory, at, CLIENT_ROUND_TRIP, time, SYN_ACK_TIMED);
        } else if (ack && !syn && (flags & RST) == 0) {
            flow.mark(FlowRecord.ESTABLISHED);
            if (forward && knows(memory, at, SYN_ACK_TIMED) && !knows(memory, at, CLIENT_ROUND_TRIP_KNOWN)) {
                set(memory, at, CLIENT_ROUND_TRIP, time - memory[at + CLIENT_ROUND_TRIP], CLIENT_ROUND_TRIP_KNOWN);
            }
        }
    }

    private static void set(long[] memory, int at, int place, long value, int bit) {
        memory[at + place] = value;
        know(memory, at, bit);
    }

    /// A segment that ends at or before what came already fills a hole or comes before all that was seen (out of order), or else is a retransmission; a
    /// keep-alive is neither. Of a fragmented segment only a part is known: its direction is measured anew from the next one on. So is one that leaps, forward
    /// or back: that is another connection, whose SYN is not in the capture.
    ///
    /// @param opens it has the first SYN of its direction, which may come late
    private static void sequence(FlowTable table, FlowRecord flow, Packet packet, boolean forward, boolean opens) {
        long[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        boolean known = knows(memory, at, forSide(NEXT_KNOWN, forward));
        if (packet.fragment()) {
            forget(memory, at, forSide(NEXT_KNOWN, forward));
            return;
        }
        boolean control = (packet.tcpFlags() & (SYN | FIN)) != 0;
        int begin = packet.tcpSequence();
        int length = packet.payloadLength() + ((packet.tcpFlags() & SYN) != 0 ? 1 : 0) + ((packet.tcpFlags() & FIN) != 0 ? 1 : 0);
        int end = begin + length;
        int next = Halves.of(memory, at + NEXT, forward);
        if (known && isLeap(begin - next)) {
            forget(memory, at, forSide(NEXT_KNOWN | ACKNOWLEDGED_KNOWN, forward));
            known = false;
        }
        if (!known && (flags(memory, at, forward) & SYN) == 0) {
            Halves.put(memory, at + INITIAL, forward, begin);
        }
        boolean afterKeepAlives = knows(memory, at, forSide(ONLY_EMPTY, forward)) && begin - next == 1;
        if (length > 0) {
            forget(memory, at, forSide(ONLY_EMPTY, forward));
        } else if (!known) {
            know(memory, at, forSide(ONLY_EMPTY, forward));
        }
        if (!known || end - next > 0) {
            Halves.put(memory, at + NEXT, forward, end);
            know(memory, at, forSide(NEXT_KNOWN, forward));
            if (known && begin - next > 0 && !afterKeepAlives) {
                table.openHole(flow, forward, next, begin);
            } else if (known && begin - next < 0) {
                table.fillHole(flow, forward, begin, next);
            }
            return;
        }
        boolean keepAlive = !control && length == 1 && begin + 1 == next && !isAwaited(memory, at, next, forward);
        if (length > 0 && !keepAlive) {
            boolean late = opens || isBeforeAll(table, flow, begin, end, forward) || table.fillHole(flow, forward, begin, end);
            Halves.increase(memory, at + (late ? OUT_OF_ORDER : RETRANSMISSIONS), forward);
        }
    }

    /// Whether the other side has still to acknowledge what comes before `next`: then no keep-alive is sent (RFC 9293, section 3.8.4), and one byte again
    /// is a retransmission.
    private static boolean isAwaited(long[] memory, int at, int next, boolean forward) {
        return knows(memory, at, forSide(ACKNOWLEDGED_KNOWN, forward)) && Halves.of(memory, at + ACKNOWLEDGED, forward) - next < 0;
    }

    /// Whether a segment is older than all that a stream which is seen from its middle on began with; what lies between is skipped.
    private static boolean isBeforeAll(FlowTable table, FlowRecord flow, int begin, int end, boolean forward) {
        long[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        int first = Halves.of(memory, at + INITIAL, forward);
        if ((flags(memory, at, forward) & SYN) != 0 || begin - first >= 0 || first - begin > MAX_STEP) {
            return false;
        }
        Halves.put(memory, at + INITIAL, forward, begin);
        if (first - end > 0) {
            table.openHole(flow, forward, end, first);
        }
        return true;
    }

    /// Keeps how far the other direction was acknowledged.
    private static void acknowledgement(long[] memory, int at, Packet packet, boolean forward) {
        if ((packet.tcpFlags() & ACK) != 0) {
            int bit = forSide(ACKNOWLEDGED_KNOWN, !forward);
            if (!knows(memory, at, bit) || packet.tcpAcknowledgement() - Halves.of(memory, at + ACKNOWLEDGED, !forward) > 0) {
                Halves.put(memory, at + ACKNOWLEDGED, !forward, packet.tcpAcknowledgement());
                know(memory, at, bit);
            }
        }
    }

    /// Sequence numbers behind all that came of a direction which were acknowledged and so must have been sent.
    static int acknowledgedUnseen(long[] memory, int at, boolean forward) {
        if (!knows(memory, at, forSide(NEXT_KNOWN | ACKNOWLEDGED_KNOWN, forward))) {
            return 0;
        }
        int unseen = Halves.of(memory, at + ACKNOWLEDGED, forward) - Halves.of(memory, at + NEXT, forward);
        boolean keptAlive = unseen == 1 && knows(memory, at, forSide(ONLY_EMPTY, forward));
        return unseen > 0 && unseen <= MAX_STEP && !keptAlive ? unseen : 0;
    }

    /// Whether one side is missing, though what is there answers it.
    static boolean isOneSided(FlowRecord flow) {
        long[] memory = flow.memory();
        boolean both = flow.hasSeen(true) && flow.hasSeen(false);
        int at = flow.base() + FlowRecord.TCP;
        boolean answersSyn = (flags(memory, at, false) & (SYN | ACK)) == (SYN | ACK);
        return !both && (flow.is(FlowRecord.ESTABLISHED) || answersSyn);
    }

    private static int forSide(int bits, boolean forward) {
        return forward ? bits : bits << 1;
    }

    private static boolean knows(long[] memory, int at, int bits) {
        return (memory[at + SEEN] & bits) == bits;
    }

    private static void know(long[] memory, int at, int bits) {
        memory[at + SEEN] |= bits;
    }

    private static void forget(long[] memory, int at, int bits) {
        memory[at + SEEN] &= ~(long) bits;
    }

    static int flags(long[] memory, int at, boolean forward) {
        return (int) (forward ? memory[at + SEEN] : memory[at + SEEN] >>> Byte.SIZE) & 0xff;
    }

    /// The sequence number of the first payload byte of that direction; only where its SYN was seen.
    static int firstSequence(long[] memory, int at, boolean forward) {
        return Halves.of(memory, at + INITIAL, forward) + 1;
    }

    /// When FIN had been seen both ways, or RST.
    static long closedAt(FlowRecord flow) {
        return flow.memory()[flow.base() + FlowRecord.TCP + CLOSED_AT];
    }

    /// From SYN to SYN/ACK, nanoseconds, -1 when not seen.
    static long serverRoundTrip(long[] memory, int at) {
        return knows(memory, at, SERVER_ROUND_TRIP_KNOWN) ? Math.max(-1, memory[at + SERVER_ROUND_TRIP]) : -1;
    }

    /// From SYN/ACK to the client's ACK, nanoseconds, -1 when not seen.
    static long clientRoundTrip(long[] memory, int at) {
        return knows(memory, at, CLIENT_ROUND_TRIP_KNOWN) ? Math.max(-1, memory[at + CLIENT_ROUND_TRIP]) : -1;
    }

    /// Whether there are neither retransmissions nor segments out of order nor zero windows.
    static boolean isSmooth(long[] memory, int at) {
        return (memory[at + RETRANSMISSIONS] | memory[at + OUT_OF_ORDER] | memory[at + ZERO_WINDOWS]) == 0;
    }

    static int retransmissions(long[] memory, int at, boolean forward) {
        return Halves.of(memory, at + RETRANSMISSIONS, forward);
    }

    static int outOfOrder(long[] memory, int at, boolean forward) {
        return Halves.of(memory, at + OUT_OF_ORDER, forward);
    }

    static int zeroWindows(long[] memory, int at, boolean forward) {
        return Halves.of(memory, at + ZERO_WINDOWS, forward);
    }

    /// Packets with that flag, by its bit number.
    ///
    /// @param packets of the flow
    static int flagCount(long[] memory, int at, int bit, long packets) {
        int counted = Halves.of(memory, at + FLAG_COUNTS + bit / 2, bit % 2 == 0);
        return switch (1 << bit) {
            case PSH -> Halves.upper(memory, at + SEEN);
            case ACK -> ((flags(memory, at, true) | flags(memory, at, false)) & ACK) == 0 ? 0 : (int) packets - counted;
            default -> counted;
        };
    }
}

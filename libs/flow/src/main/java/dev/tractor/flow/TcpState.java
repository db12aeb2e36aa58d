package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// What a flow's record keeps of TCP. Pairs hold the forward value first.
///
/// ```
///   0  time of the SYN, then the round trip to the server     8  time of the SYN/ACK, then the round trip to the client     24  time of closing
///  32  initial sequence numbers     40  next expected     48  acknowledged by the other side
///  56  retransmissions    64  out of order    72  zero windows    80  packets with FIN, SYN, RST, PSH, ACK, URG, ECE, CWR (8 ints)
/// 112  flags seen (2 bytes)    114  which of these are known (2 bytes)
/// ```
/// The holes in its streams are in [FlowTrouble].
final class TcpState {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    private static final int SERVER_ROUND_TRIP = 0;
    private static final int CLIENT_ROUND_TRIP = 8;
    private static final int CLOSED_AT = 24;
    private static final int INITIAL = 32;
    private static final int NEXT = 40;
    private static final int ACKNOWLEDGED = 48;
    private static final int RETRANSMISSIONS = 56;
    private static final int OUT_OF_ORDER = 64;
    private static final int ZERO_WINDOWS = 72;
    private static final int FLAG_COUNTS = 80;
    private static final int FLAGS = 112;
    private static final int KNOWN = 114;
    static final int LENGTH = 120;

    /// Bits of [#KNOWN]; those of a direction are shifted for backward.
    private static final int SYN_TIMED = 1;
    private static final int SYN_ACK_TIMED = 1 << 1;
    private static final int SERVER_ROUND_TRIP_KNOWN = 1 << 2;
    private static final int NEXT_KNOWN = 1 << 3;
    private static final int ACKNOWLEDGED_KNOWN = 1 << 5;
    /// Nothing but empty segments came: they may all be keep-alives, whose number is one too low.
    private static final int ONLY_EMPTY = 1 << 7;
    private static final int CLIENT_ROUND_TRIP_KNOWN = 1 << 9;
    /// The largest window (RFC 7323, section 2.3): a step beyond it is no loss but nonsense.
    private static final int MAX_STEP = 1 << 30;

    private TcpState() {}

    /// Whether a SYN that comes for a flow of that key opens another one: one that is neither a retransmission nor part of this flow's handshake.
    static boolean isNewSyn(FlowRecord flow, Packet packet, boolean forward) {
        if ((packet.tcpFlags() & (SYN | ACK)) != SYN) {
            return false;
        }
        byte[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        if ((flags(memory, at, forward) & SYN) != 0) {
            return Bytes.getInt(memory, at + INITIAL + side(forward)) != packet.tcpSequence();
        }
        boolean silent = FlowCounters.packets(memory, flow.base() + FlowRecord.COUNTERS, forward) == 0;
        return !silent || (flags(memory, at, !forward) & SYN) == 0;
    }

    /// Takes a segment in and moves the flow's state.
    ///
    /// @param copy it was captured twice and this is the second time
    static void add(FlowTable table, FlowRecord flow, Packet packet, boolean forward, boolean copy) {
        int flags = packet.tcpFlags();
        if (flags == 0) {
            return;
        }
        byte[] memory = flow.memory();
        int at = flow.base() + FlowRecord.TCP;
        int union = flags(memory, at, forward) | flags;
        memory[at + FLAGS + (forward ? 0 : 1)] = (byte) union;
        for (int rest = flags; rest != 0; rest &= rest - 1) {
            increase(memory, at + FLAG_COUNTS + 4 * Integer.numberOfTrailingZeros(rest));
        }
        if ((flags & SYN) != 0) {
            Bytes.putInt(memory, at + INITIAL + side(forward), packet.tcpSequence());
        }
        handshake(flow, memory, at, packet, forward);
        if ((flags & RST) == 0 && !copy) {
            sequence(table, flow, packet, forward);
            acknowledgement(memory, at, packet, forward);
        }
        if (packet.tcpWindow() == 0 && (flags & (SYN | RST | FIN)) == 0) {
            increase(memory, at + ZERO_WINDOWS + side(forward));
        }
        boolean finished = (union & flags(memory, at, !forward) & FIN) != 0;
        if (((flags & RST) != 0 || finished) && !flow.is(FlowRecord.CLOSED)) {
            Bytes.putLong(memory, at + CLOSED_AT, packet.timeNanos());
            flow.mark(FlowRecord.CLOSED);
        }
    }

    /// A repeated SYN or SYN/ACK counts from its last time on, so that waiting for a lost one is no round trip.
    private static void handshake(FlowRecord flow, byte[] memory, int at, Packet packet, boolean forward) {
        int flags = packet.tcpFlags();
        boolean syn = (flags & SYN) != 0;
        boolean ack = (flags & ACK) != 0;
        long time = packet.timeNanos();
        if (syn && !ack && forward && !knows(memory, at, SYN_ACK_TIMED)) {
            set(memory, at, SERVER_ROUND_TRIP, time, SYN_TIMED);
        } else if (syn && ack && !forward && !knows(memory, at, CLIENT_ROUND_TRIP_KNOWN)) {
            if (knows(memory, at, SYN_TIMED) && !knows(memory, at, SYN_ACK_TIMED)) {
                set(memory, at, SERVER_ROUND_TRIP, time - Bytes.getLong(memory, at + SERVER_ROUND_TRIP), SERVER_ROUND_TRIP_KNOWN);
            }
            set(memory, at, CLIENT_ROUND_TRIP, time, SYN_ACK_TIMED);
        } else if (ack && !syn && (flags & RST) == 0) {
            flow.mark(FlowRecord.ESTABLISHED);
            if (forward && knows(memory, at, SYN_ACK_TIMED) && !knows(memory, at, CLIENT_ROUND_TRIP_KNOWN)) {
                set(memory, at, CLIENT_ROUND_TRIP, time - Bytes.getLong(memory, at + CLIENT_ROUND_TRIP), CLIENT_ROUND_TRIP_KNOWN);
            }
        }
    }

    private static void set(byte[] memory, int at, int place, long value, int bit) {
        Bytes.putLong(memory, at + place, value);
        know(memory, at, bit);
    }

    /// A segment that ends at or before what came already fills a hole (out of order), or else is a retransmission; a keep-alive (RFC 9293, section 3.8.4)
    /// is neither. Of a fragmented segment only a part is known: its direction is measured anew from the next one on.
    private static void sequence(FlowTable table, FlowRecord flow, Packet packet, boolean forward) {
        byte[] memory = flow.memory();
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
        int next = Bytes.getInt(memory, at + NEXT + side(forward));
        boolean afterKeepAlives = knows(memory, at, forSide(ONLY_EMPTY, forward)) && begin - next == 1;
        if (length > 0) {
            forget(memory, at, forSide(ONLY_EMPTY, forward));
        } else if (!known) {
            know(memory, at, forSide(ONLY_EMPTY, forward));
        }
        if (!known || end - next > 0) {
            Bytes.putInt(memory, at + NEXT + side(forward), end);
            know(memory, at, forSide(NEXT_KNOWN, forward));
            if (known && begin - next > 0 && begin - next <= MAX_STEP && !afterKeepAlives) {
                table.openHole(flow, forward, next, begin);
            } else if (known && begin - next < 0) {
                table.fillHole(flow, forward, begin, next);
            }
            return;
        }
        boolean keepAlive = !control && length == 1 && begin + 1 == next;
        if (length > 0 && !keepAlive) {
            increase(memory, at + (table.fillHole(flow, forward, begin, end) ? OUT_OF_ORDER : RETRANSMISSIONS) + side(forward));
        }
    }

    /// Keeps how far the other direction was acknowledged.
    private static void acknowledgement(byte[] memory, int at, Packet packet, boolean forward) {
        if ((packet.tcpFlags() & ACK) != 0) {
            int place = at + ACKNOWLEDGED + side(!forward);
            int bit = forSide(ACKNOWLEDGED_KNOWN, !forward);
            if (!knows(memory, at, bit) || packet.tcpAcknowledgement() - Bytes.getInt(memory, place) > 0) {
                Bytes.putInt(memory, place, packet.tcpAcknowledgement());
                know(memory, at, bit);
            }
        }
    }

    /// Sequence numbers behind all that came of a direction which were acknowledged and so must have been sent.
    static int acknowledgedUnseen(byte[] memory, int at, boolean forward) {
        if (!knows(memory, at, forSide(NEXT_KNOWN | ACKNOWLEDGED_KNOWN, forward))) {
            return 0;
        }
        int unseen = Bytes.getInt(memory, at + ACKNOWLEDGED + side(forward)) - Bytes.getInt(memory, at + NEXT + side(forward));
        boolean keptAlive = unseen == 1 && knows(memory, at, forSide(ONLY_EMPTY, forward));
        return unseen > 0 && unseen <= MAX_STEP && !keptAlive ? unseen : 0;
    }

    /// Whether one side is missing, though what is there answers it.
    static boolean isOneSided(FlowRecord flow) {
        byte[] memory = flow.memory();
        int counters = flow.base() + FlowRecord.COUNTERS;
        boolean both = FlowCounters.packets(memory, counters, true) > 0 && FlowCounters.packets(memory, counters, false) > 0;
        int at = flow.base() + FlowRecord.TCP;
        boolean answersSyn = (flags(memory, at, false) & (SYN | ACK)) == (SYN | ACK);
        return !both && (flow.is(FlowRecord.ESTABLISHED) || answersSyn);
    }

    private static int forSide(int bits, boolean forward) {
        return forward ? bits : bits << 1;
    }

    private static boolean knows(byte[] memory, int at, int bits) {
        return (Bytes.getShort(memory, at + KNOWN) & bits) == bits;
    }

    private static void know(byte[] memory, int at, int bits) {
        Bytes.putShort(memory, at + KNOWN, (short) (Bytes.getShort(memory, at + KNOWN) | bits));
    }

    private static void forget(byte[] memory, int at, int bits) {
        Bytes.putShort(memory, at + KNOWN, (short) (Bytes.getShort(memory, at + KNOWN) & ~bits));
    }

    private static void increase(byte[] memory, int at) {
        Bytes.putInt(memory, at, Bytes.getInt(memory, at) + 1);
    }

    private static int side(boolean forward) {
        return forward ? 0 : 4;
    }

    static int flags(byte[] memory, int at, boolean forward) {
        return memory[at + FLAGS + (forward ? 0 : 1)] & 0xff;
    }

    /// The sequence number of the first payload byte of that direction; only where its SYN was seen.
    static int firstSequence(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + INITIAL + side(forward)) + 1;
    }

    /// When FIN had been seen both ways, or RST.
    static long closedAt(FlowRecord flow) {
        return Bytes.getLong(flow.memory(), flow.base() + FlowRecord.TCP + CLOSED_AT);
    }

    /// From SYN to SYN/ACK, nanoseconds, -1 when not seen.
    static long serverRoundTrip(byte[] memory, int at) {
        return knows(memory, at, SERVER_ROUND_TRIP_KNOWN) ? Math.max(-1, Bytes.getLong(memory, at + SERVER_ROUND_TRIP)) : -1;
    }

    /// From SYN/ACK to the client's ACK, nanoseconds, -1 when not seen.
    static long clientRoundTrip(byte[] memory, int at) {
        return knows(memory, at, CLIENT_ROUND_TRIP_KNOWN) ? Math.max(-1, Bytes.getLong(memory, at + CLIENT_ROUND_TRIP)) : -1;
    }

    static int retransmissions(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + RETRANSMISSIONS + side(forward));
    }

    static int outOfOrder(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + OUT_OF_ORDER + side(forward));
    }

    static int zeroWindows(byte[] memory, int at, boolean forward) {
        return Bytes.getInt(memory, at + ZERO_WINDOWS + side(forward));
    }

    /// Packets with that flag, by its bit number.
    static int flagCount(byte[] memory, int at, int bit) {
        return Bytes.getInt(memory, at + FLAG_COUNTS + 4 * bit);
    }
}

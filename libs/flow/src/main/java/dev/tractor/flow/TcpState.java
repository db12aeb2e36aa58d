package dev.tractor.flow;

import dev.tractor.packet.Packet;

/// What a flow's record keeps of TCP. Pairs hold the forward value first.
///
/// ```
///   0  SYN, 8  SYN/ACK, 16  client's ACK of it: times, 0 for none          24  time of closing
///  32  initial sequence numbers     40  next expected     48  begin of the earliest hole
///  56  retransmissions    64  out of order    72  zero windows    80  packets with FIN, SYN, RST, PSH, ACK, URG, ECE, CWR (8 ints)
/// 112  flags seen (2 bytes)    114  bits: a hole is open (1 forward, 2 backward)
/// ```
final class TcpState {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    private static final int SYN_TIME = 0;
    private static final int SYN_ACK_TIME = 8;
    private static final int HANDSHAKE_TIME = 16;
    private static final int CLOSED_AT = 24;
    private static final int INITIAL = 32;
    private static final int NEXT = 40;
    private static final int HOLE = 48;
    private static final int RETRANSMISSIONS = 56;
    private static final int OUT_OF_ORDER = 64;
    private static final int ZERO_WINDOWS = 72;
    private static final int FLAG_COUNTS = 80;
    private static final int FLAGS = 112;
    private static final int HOLES = 114;
    static final int LENGTH = 120;

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
    /// @param seenBefore packets of this direction before
    static void add(FlowRecord flow, Packet packet, boolean forward, long seenBefore) {
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
        sequence(memory, at, packet, forward, seenBefore);
        if (packet.tcpWindow() == 0 && (flags & (SYN | RST | FIN)) == 0) {
            increase(memory, at + ZERO_WINDOWS + side(forward));
        }
        boolean finished = (union & flags(memory, at, !forward) & FIN) != 0;
        if (((flags & RST) != 0 || finished) && !flow.is(FlowRecord.CLOSED)) {
            Bytes.putLong(memory, at + CLOSED_AT, packet.timeNanos());
            flow.mark(FlowRecord.CLOSED);
        }
    }

    private static void handshake(FlowRecord flow, byte[] memory, int at, Packet packet, boolean forward) {
        int flags = packet.tcpFlags();
        boolean syn = (flags & SYN) != 0;
        boolean ack = (flags & ACK) != 0;
        if (syn && !ack && forward) {
            setOnce(memory, at + SYN_TIME, packet.timeNanos());
        } else if (syn && ack && !forward) {
            setOnce(memory, at + SYN_ACK_TIME, packet.timeNanos());
        } else if (ack && !syn && (flags & RST) == 0) {
            flow.mark(FlowRecord.ESTABLISHED);
            if (forward && Bytes.getLong(memory, at + SYN_ACK_TIME) != 0) {
                setOnce(memory, at + HANDSHAKE_TIME, packet.timeNanos());
            }
        }
    }

    private static void setOnce(byte[] memory, int at, long time) {
        if (Bytes.getLong(memory, at) == 0) {
            Bytes.putLong(memory, at, time);
        }
    }

    /// A segment that ends at or before what came already fills a hole (out of order), or else is a retransmission; a keep-alive is neither.
    private static void sequence(byte[] memory, int at, Packet packet, boolean forward, long seenBefore) {
        int begin = packet.tcpSequence();
        int length = packet.payloadLength() + ((packet.tcpFlags() & SYN) != 0 ? 1 : 0) + ((packet.tcpFlags() & FIN) != 0 ? 1 : 0);
        int end = begin + length;
        int next = Bytes.getInt(memory, at + NEXT + side(forward));
        if (seenBefore == 0) {
            Bytes.putInt(memory, at + NEXT + side(forward), end);
        } else if (end - next > 0) {
            Bytes.putInt(memory, at + NEXT + side(forward), end);
            if (begin - next > 0) {
                openHole(memory, at, forward, next);
            }
        } else if (length > 0 && !(length == 1 && begin + 1 == next)) {
            boolean inHole = (memory[at + HOLES] & (forward ? 1 : 2)) != 0 && begin - Bytes.getInt(memory, at + HOLE + side(forward)) >= 0;
            increase(memory, at + (inHole ? OUT_OF_ORDER : RETRANSMISSIONS) + side(forward));
            if (inHole) {
                Bytes.putInt(memory, at + HOLE + side(forward), end);
            }
        }
    }

    private static void openHole(byte[] memory, int at, boolean forward, int begin) {
        Bytes.putInt(memory, at + HOLE + side(forward), begin);
        memory[at + HOLES] = (byte) (memory[at + HOLES] | (forward ? 1 : 2));
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

    /// When FIN had been seen both ways, or RST.
    static long closedAt(FlowRecord flow) {
        return Bytes.getLong(flow.memory(), flow.base() + FlowRecord.TCP + CLOSED_AT);
    }

    /// From SYN to SYN/ACK, nanoseconds, -1 when not seen.
    static long serverRoundTrip(byte[] memory, int at) {
        return between(memory, at + SYN_TIME, at + SYN_ACK_TIME);
    }

    /// From SYN/ACK to the client's ACK, nanoseconds, -1 when not seen.
    static long clientRoundTrip(byte[] memory, int at) {
        return between(memory, at + SYN_ACK_TIME, at + HANDSHAKE_TIME);
    }

    private static long between(byte[] memory, int earlier, int later) {
        long from = Bytes.getLong(memory, earlier);
        long to = Bytes.getLong(memory, later);
        return from == 0 || to == 0 || to < from ? -1 : to - from;
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

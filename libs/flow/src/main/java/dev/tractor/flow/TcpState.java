package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.tractor.packet.Packet;
import java.lang.foreign.MemorySegment;

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
        MemorySegment memory = flow.memory();
        long at = flow.base() + FlowRecord.TCP;
        if ((flags(memory, at, forward) & SYN) != 0) {
            return memory.get(JAVA_INT_UNALIGNED, at + INITIAL + side(forward)) != packet.tcpSequence();
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
        MemorySegment memory = flow.memory();
        long at = flow.base() + FlowRecord.TCP;
        int union = flags(memory, at, forward) | flags;
        memory.set(JAVA_BYTE, at + FLAGS + (forward ? 0 : 1), (byte) union);
        for (int rest = flags; rest != 0; rest &= rest - 1) {
            increase(memory, at + FLAG_COUNTS + 4L * Integer.numberOfTrailingZeros(rest));
        }
        if ((flags & SYN) != 0) {
            memory.set(JAVA_INT_UNALIGNED, at + INITIAL + side(forward), packet.tcpSequence());
        }
        handshake(flow, memory, at, packet, forward);
        sequence(memory, at, packet, forward, seenBefore);
        if (packet.tcpWindow() == 0 && (flags & (SYN | RST | FIN)) == 0) {
            increase(memory, at + ZERO_WINDOWS + side(forward));
        }
        boolean finished = (union & flags(memory, at, !forward) & FIN) != 0;
        if (((flags & RST) != 0 || finished) && !flow.is(FlowRecord.CLOSED)) {
            memory.set(JAVA_LONG_UNALIGNED, at + CLOSED_AT, packet.timeNanos());
            flow.mark(FlowRecord.CLOSED);
        }
    }

    private static void handshake(FlowRecord flow, MemorySegment memory, long at, Packet packet, boolean forward) {
        int flags = packet.tcpFlags();
        boolean syn = (flags & SYN) != 0;
        boolean ack = (flags & ACK) != 0;
        if (syn && !ack && forward) {
            setOnce(memory, at + SYN_TIME, packet.timeNanos());
        } else if (syn && ack && !forward) {
            setOnce(memory, at + SYN_ACK_TIME, packet.timeNanos());
        } else if (ack && !syn && (flags & RST) == 0) {
            flow.mark(FlowRecord.ESTABLISHED);
            if (forward && memory.get(JAVA_LONG_UNALIGNED, at + SYN_ACK_TIME) != 0) {
                setOnce(memory, at + HANDSHAKE_TIME, packet.timeNanos());
            }
        }
    }

    private static void setOnce(MemorySegment memory, long at, long time) {
        if (memory.get(JAVA_LONG_UNALIGNED, at) == 0) {
            memory.set(JAVA_LONG_UNALIGNED, at, time);
        }
    }

    /// A segment that ends at or before what came already fills a hole (out of order), or else is a retransmission; a keep-alive is neither.
    private static void sequence(MemorySegment memory, long at, Packet packet, boolean forward, long seenBefore) {
        int begin = packet.tcpSequence();
        int length = packet.payloadLength() + ((packet.tcpFlags() & SYN) != 0 ? 1 : 0) + ((packet.tcpFlags() & FIN) != 0 ? 1 : 0);
        int end = begin + length;
        int next = memory.get(JAVA_INT_UNALIGNED, at + NEXT + side(forward));
        if (seenBefore == 0) {
            memory.set(JAVA_INT_UNALIGNED, at + NEXT + side(forward), end);
        } else if (end - next > 0) {
            memory.set(JAVA_INT_UNALIGNED, at + NEXT + side(forward), end);
            if (begin - next > 0) {
                openHole(memory, at, forward, next);
            }
        } else if (length > 0 && !(length == 1 && begin + 1 == next)) {
            boolean inHole = (memory.get(JAVA_BYTE, at + HOLES) & (forward ? 1 : 2)) != 0 && begin - memory.get(JAVA_INT_UNALIGNED, at + HOLE + side(forward)) >= 0;
            increase(memory, at + (inHole ? OUT_OF_ORDER : RETRANSMISSIONS) + side(forward));
            if (inHole) {
                memory.set(JAVA_INT_UNALIGNED, at + HOLE + side(forward), end);
            }
        }
    }

    private static void openHole(MemorySegment memory, long at, boolean forward, int begin) {
        memory.set(JAVA_INT_UNALIGNED, at + HOLE + side(forward), begin);
        memory.set(JAVA_BYTE, at + HOLES, (byte) (memory.get(JAVA_BYTE, at + HOLES) | (forward ? 1 : 2)));
    }

    private static void increase(MemorySegment memory, long at) {
        memory.set(JAVA_INT_UNALIGNED, at, memory.get(JAVA_INT_UNALIGNED, at) + 1);
    }

    private static int side(boolean forward) {
        return forward ? 0 : 4;
    }

    static int flags(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_BYTE, at + FLAGS + (forward ? 0 : 1)) & 0xff;
    }

    /// The sequence number of the first payload byte of that direction; only where its SYN was seen.
    static int firstSequence(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + INITIAL + side(forward)) + 1;
    }

    /// When FIN had been seen both ways, or RST.
    static long closedAt(FlowRecord flow) {
        return flow.memory().get(JAVA_LONG_UNALIGNED, flow.base() + FlowRecord.TCP + CLOSED_AT);
    }

    /// From SYN to SYN/ACK, nanoseconds, -1 when not seen.
    static long serverRoundTrip(MemorySegment memory, long at) {
        return between(memory, at + SYN_TIME, at + SYN_ACK_TIME);
    }

    /// From SYN/ACK to the client's ACK, nanoseconds, -1 when not seen.
    static long clientRoundTrip(MemorySegment memory, long at) {
        return between(memory, at + SYN_ACK_TIME, at + HANDSHAKE_TIME);
    }

    private static long between(MemorySegment memory, long earlier, long later) {
        long from = memory.get(JAVA_LONG_UNALIGNED, earlier);
        long to = memory.get(JAVA_LONG_UNALIGNED, later);
        return from == 0 || to == 0 || to < from ? -1 : to - from;
    }

    static int retransmissions(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + RETRANSMISSIONS + side(forward));
    }

    static int outOfOrder(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + OUT_OF_ORDER + side(forward));
    }

    static int zeroWindows(MemorySegment memory, long at, boolean forward) {
        return memory.get(JAVA_INT_UNALIGNED, at + ZERO_WINDOWS + side(forward));
    }

    /// Packets with that flag, by its bit number.
    static int flagCount(MemorySegment memory, long at, int bit) {
        return memory.get(JAVA_INT_UNALIGNED, at + FLAG_COUNTS + 4L * bit);
    }
}

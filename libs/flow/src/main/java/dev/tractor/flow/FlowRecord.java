package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.tractor.packet.DecodedPacket;
import java.lang.foreign.MemorySegment;

/// A view of one flow's record, moved from record to record by [#at]. Side A (0) is the source of the flow's first packet, side B (1) its target;
/// a field of both sides holds A's value and then B's. Offsets follow one another, longs first in each group, so that all are aligned.
///
/// Hot: key, times, counters, series of `tractor-1`. Cold: the first window of `iscx-2016`, SPLT, first payload.
final class FlowRecord {
    static final int SPLT_MAX = 32;
    static final int FIRST_PAYLOAD_MAX = 64;

    private static final int A_HIGH = 0;
    private static final int A_LOW = A_HIGH + 8;
    private static final int B_HIGH = A_LOW + 8;
    private static final int B_LOW = B_HIGH + 8;
    private static final int SCOPE = B_LOW + 8;
    private static final int A_PORT = SCOPE + 8;
    private static final int B_PORT = A_PORT + 2;
    private static final int PROTOCOL = B_PORT + 2;
    private static final int VERSION = PROTOCOL + 1;
    private static final int ICMP_IDENTIFIER = VERSION + 1;

    private static final int ORDINAL = ICMP_IDENTIFIER + 2;
    private static final int START = ORDINAL + 8;
    private static final int END = START + 8;
    private static final int CLOSED_AT = END + 8;
    /// Time of the packet before, in file order, and of the packet before of each side.
    private static final int LAST = CLOSED_AT + 8;
    private static final int LAST_OF_SIDE = LAST + 8;
    private static final int PACKETS = LAST_OF_SIDE + 16;
    private static final int BYTES = PACKETS + 16;
    private static final int PAYLOAD = BYTES + 16;
    private static final int SYN_TIME = PAYLOAD + 16;
    private static final int SYN_ACK_TIME = SYN_TIME + 8;
    private static final int HANDSHAKE_ACK_TIME = SYN_ACK_TIME + 8;
    private static final int ACTIVITY_START = HANDSHAKE_ACK_TIME + 8;
    private static final int NEXT_SEQUENCE = ACTIVITY_START + 8;
    private static final int RETRANSMISSIONS = NEXT_SEQUENCE + 8;
    private static final int PREVIOUS_SLOT = RETRANSMISSIONS + 8;
    private static final int NEXT_SLOT = PREVIOUS_SLOT + 4;
    private static final int FLAGS = NEXT_SLOT + 4;
    private static final int FIRST_LENGTH = FLAGS + 2;
    private static final int STATE = FIRST_LENGTH + 2;
    private static final int LIST = STATE + 1;
    private static final int SPLT_COUNT = LIST + 1;

    /// Gaps between packets, nanoseconds: of side A, of side B, of the flow.
    static final int GAPS_A = SPLT_COUNT + 2;
    static final int GAPS_B = GAPS_A + Series.LENGTH;
    static final int GAPS = GAPS_B + Series.LENGTH;
    /// IP lengths, bytes.
    static final int LENGTHS_A = GAPS + Series.LENGTH;
    static final int LENGTHS_B = LENGTHS_A + Series.LENGTH;
    static final int LENGTHS = LENGTHS_B + Series.LENGTH;
    /// Active and idle periods, nanoseconds.
    static final int ACTIVE = LENGTHS + Series.LENGTH;
    static final int IDLE = ACTIVE + Series.LENGTH;

    /// The window of iscx-2016, microseconds.
    static final int WINDOW_GAPS_A = IDLE + Series.LENGTH;
    static final int WINDOW_GAPS_B = WINDOW_GAPS_A + Series.LENGTH;
    static final int WINDOW_GAPS = WINDOW_GAPS_B + Series.LENGTH;
    static final int WINDOW_ACTIVE = WINDOW_GAPS + Series.LENGTH;
    static final int WINDOW_IDLE = WINDOW_ACTIVE + Series.LENGTH;
    private static final int WINDOW_START = WINDOW_IDLE + Series.LENGTH;
    private static final int WINDOW_LAST = WINDOW_START + 8;
    private static final int WINDOW_LAST_OF_SIDE = WINDOW_LAST + 8;
    private static final int WINDOW_BURST_START = WINDOW_LAST_OF_SIDE + 16;
    private static final int WINDOW_PACKETS = WINDOW_BURST_START + 8;
    private static final int WINDOW_BYTES = WINDOW_PACKETS + 16;

    private static final int SPLT_GAPS = WINDOW_BYTES + 8;
    private static final int SPLT_LENGTHS = SPLT_GAPS + 8 * SPLT_MAX;
    private static final int FIRST_PAYLOAD = SPLT_LENGTHS + 4 * SPLT_MAX;
    static final int LENGTH = FIRST_PAYLOAD + 2 * FIRST_PAYLOAD_MAX;

    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int RST = 0x04;
    private static final int ACK = 0x10;
    private static final int TCP = 6;

    private static final int STATE_B_INITIATED = 1;
    private static final int STATE_ESTABLISHED = 2;
    private static final int STATE_CLOSED = 4;
    private static final int STATE_SAW_SYN_ACK = 8;
    private static final int STATE_SAW_SYN = 16;

    private MemorySegment segment;
    private long base;
    private int slot;

    FlowRecord at(FlowRecords records, int wanted) {
        segment = records.slab(wanted);
        base = records.offset(wanted);
        slot = wanted;
        return this;
    }

    int slot() {
        return slot;
    }

    MemorySegment segment() {
        return segment;
    }

    long base() {
        return base;
    }

    // ---- key

    void begin(DecodedPacket packet, long ordinal, long time) {
        set(A_HIGH, packet.sourceHigh);
        set(A_LOW, packet.sourceLow);
        set(B_HIGH, packet.targetHigh);
        set(B_LOW, packet.targetLow);
        set(SCOPE, packet.scope);
        segment.set(JAVA_SHORT, base + A_PORT, (short) packet.sourcePort);
        segment.set(JAVA_SHORT, base + B_PORT, (short) packet.targetPort);
        segment.set(JAVA_BYTE, base + PROTOCOL, (byte) packet.protocol);
        segment.set(JAVA_BYTE, base + VERSION, (byte) packet.version);
        segment.set(JAVA_SHORT, base + ICMP_IDENTIFIER, (short) packet.icmpIdentifier);
        set(ORDINAL, ordinal);
        set(START, time);
        set(END, time);
        set(ACTIVITY_START, time);
        if (Initiators.isTarget(packet)) {
            state(STATE_B_INITIATED);
        }
    }

    /// True when the packet belongs to this key, in either direction.
    boolean matches(DecodedPacket packet) {
        return get(SCOPE) == packet.scope && protocol() == packet.protocol && version() == packet.version && u16(ICMP_IDENTIFIER) == packet.icmpIdentifier
                && (isFromA(packet) || isFromB(packet));
    }

    boolean isFromA(DecodedPacket packet) {
        return get(A_LOW) == packet.sourceLow && get(B_LOW) == packet.targetLow && aPort() == packet.sourcePort && bPort() == packet.targetPort
                && get(A_HIGH) == packet.sourceHigh && get(B_HIGH) == packet.targetHigh;
    }

    private boolean isFromB(DecodedPacket packet) {
        return get(B_LOW) == packet.sourceLow && get(A_LOW) == packet.targetLow && bPort() == packet.sourcePort && aPort() == packet.targetPort
                && get(B_HIGH) == packet.sourceHigh && get(A_HIGH) == packet.targetHigh;
    }

    long hash() {
        return FlowIndex.hash(get(A_HIGH), get(A_LOW), get(B_HIGH), get(B_LOW), aPort(), bPort(), protocol(), u16(ICMP_IDENTIFIER), get(SCOPE));
    }

    int protocol() {
        return segment.get(JAVA_BYTE, base + PROTOCOL) & 0xFF;
    }

    int version() {
        return segment.get(JAVA_BYTE, base + VERSION);
    }

    int aPort() {
        return u16(A_PORT);
    }

    int bPort() {
        return u16(B_PORT);
    }

    long scope() {
        return get(SCOPE);
    }

    byte[] address(boolean ofA) {
        return Addresses.bytes(version(), get(ofA ? A_HIGH : B_HIGH), get(ofA ? A_LOW : B_LOW));
    }

    // ---- state

    /// True when A is the initiator (client).
    boolean aInitiated() {
        return (state() & STATE_B_INITIATED) == 0;
    }

    boolean isEstablished() {
        return (state() & STATE_ESTABLISHED) != 0;
    }

    boolean isClosed() {
        return (state() & STATE_CLOSED) != 0;
    }

    /// When the flow was closed by FIN both ways or by RST.
    long closedAt() {
        return get(CLOSED_AT);
    }

    private int state() {
        return segment.get(JAVA_BYTE, base + STATE);
    }

    private void state(int added) {
        segment.set(JAVA_BYTE, base + STATE, (byte) (state() | added));
    }

    private void initiator(boolean a, int seen) {
        int kept = state() & ~STATE_B_INITIATED;
        segment.set(JAVA_BYTE, base + STATE, (byte) (kept | seen | (a ? 0 : STATE_B_INITIATED)));
    }

    // ---- update

    /// Counts a packet of this flow.
    ///
    /// @param windowMicros length of the first window of iscx-2016, 0 when that profile is not asked for
    /// @param activityThreshold a longer gap separates two active periods, nanoseconds
    void add(DecodedPacket packet, long time, long windowMicros, long activityThreshold) {
        boolean fromA = isFromA(packet);
        int side = fromA ? 0 : 1;
        boolean first = packets() == 0;
        long gap = first ? 0 : time - get(LAST);
        if (!first) {
            Series.add(segment, base + GAPS, gap);
            if (gap > activityThreshold) {
                Series.add(segment, base + ACTIVE, get(LAST) - get(ACTIVITY_START));
                Series.add(segment, base + IDLE, gap);
                set(ACTIVITY_START, time);
            }
        }
        if (packets(fromA) > 0) {
            Series.add(segment, base + (fromA ? GAPS_A : GAPS_B), time - get(LAST_OF_SIDE + 8 * side));
        }
        Series.add(segment, base + (fromA ? LENGTHS_A : LENGTHS_B), packet.ipLength);
        Series.add(segment, base + LENGTHS, packet.ipLength);
        if (windowMicros > 0) {
            window(packet.ipLength, time / 1_000, fromA, windowMicros);
        }
        splt(packet, fromA, gap);
        increase(PACKETS + 8 * side, 1);
        increase(BYTES + 8 * side, packet.ipLength);
        increase(PAYLOAD + 8 * side, packet.payloadLength);
        set(LAST, time);
        set(LAST_OF_SIDE + 8 * side, time);
        set(START, Math.min(get(START), time));
        set(END, Math.max(get(END), time));
        if (packet.protocol == TCP && packet.fragmentOffset == 0) {
            tcp(packet, fromA, side, time);
        }
    }

    /// The conventions of the published ISCX data: microseconds, an active period from burst start to next burst start, the last one not recorded.
    private void window(int ipLength, long micros, boolean fromA, long windowMicros) {
        int side = fromA ? 0 : 1;
        boolean first = get(WINDOW_PACKETS) + get(WINDOW_PACKETS + 8) == 0;
        if (first) {
            set(WINDOW_START, micros);
            set(WINDOW_BURST_START, micros);
        } else if (micros - get(WINDOW_START) > windowMicros) {
            return;
        } else {
            long gap = micros - get(WINDOW_LAST);
            Series.add(segment, base + WINDOW_GAPS, gap);
            if (gap > IscxProfile.ACTIVITY_THRESHOLD_MICROS) {
                Series.add(segment, base + WINDOW_ACTIVE, micros - get(WINDOW_BURST_START));
                Series.add(segment, base + WINDOW_IDLE, gap);
                set(WINDOW_BURST_START, micros);
            }
        }
        if (get(WINDOW_PACKETS + 8 * side) > 0) {
            Series.add(segment, base + (fromA ? WINDOW_GAPS_A : WINDOW_GAPS_B), micros - get(WINDOW_LAST_OF_SIDE + 8 * side));
        }
        set(WINDOW_LAST, micros);
        set(WINDOW_LAST_OF_SIDE + 8 * side, micros);
        increase(WINDOW_PACKETS + 8 * side, 1);
        increase(WINDOW_BYTES, ipLength);
    }

    private void splt(DecodedPacket packet, boolean fromA, long gap) {
        int count = spltCount();
        if (count == SPLT_MAX) {
            return;
        }
        segment.set(JAVA_INT, base + SPLT_LENGTHS + 4 * count, fromA ? packet.payloadLength : -packet.payloadLength);
        segment.set(JAVA_LONG, base + SPLT_GAPS + 8 * count, gap);
        segment.set(JAVA_BYTE, base + SPLT_COUNT, (byte) (count + 1));
    }

    private void tcp(DecodedPacket packet, boolean fromA, int side, long time) {
        int flags = packet.tcpFlags;
        segment.set(JAVA_BYTE, base + FLAGS + side, (byte) (segment.get(JAVA_BYTE, base + FLAGS + side) | flags));
        boolean syn = (flags & SYN) != 0;
        boolean ack = (flags & ACK) != 0;
        if (syn && !ack && (state() & STATE_SAW_SYN) == 0) {
            initiator(fromA, STATE_SAW_SYN);
            set(SYN_TIME, time);
        } else if (syn && ack && (state() & (STATE_SAW_SYN | STATE_SAW_SYN_ACK)) == 0) {
            initiator(!fromA, STATE_SAW_SYN_ACK);
        }
        if (syn && ack && get(SYN_ACK_TIME) == 0) {
            set(SYN_ACK_TIME, time);
        } else if (ack && !syn && (flags & RST) == 0) {
            state(STATE_ESTABLISHED);
            if (get(SYN_ACK_TIME) != 0 && get(HANDSHAKE_ACK_TIME) == 0 && fromA == aInitiated()) {
                set(HANDSHAKE_ACK_TIME, time);
            }
        }
        retransmission(packet, side, syn);
        boolean closing = (flags & RST) != 0 || (flags(0) & flags(1) & FIN) != 0;
        if (closing && !isClosed()) {
            state(STATE_CLOSED);
            set(CLOSED_AT, time);
        }
    }

    /// A segment with payload that ends at or before what this side has sent already.
    private void retransmission(DecodedPacket packet, int side, boolean syn) {
        int end = packet.tcpSequence + packet.payloadLength + (syn ? 1 : 0);
        int next = segment.get(JAVA_INT, base + NEXT_SEQUENCE + 4 * side);
        boolean known = packets(side == 0) > 1;
        if (known && packet.payloadLength > 0 && end - next <= 0) {
            segment.set(JAVA_INT, base + RETRANSMISSIONS + 4 * side, retransmissions(side) + 1);
        }
        if (!known || end - next > 0) {
            segment.set(JAVA_INT, base + NEXT_SEQUENCE + 4 * side, end);
        }
    }

    /// Keeps the first payload bytes of each side.
    void keepFirstPayload(byte[] bytes, int start, int length, boolean fromA) {
        int side = fromA ? 0 : 1;
        int kept = segment.get(JAVA_BYTE, base + FIRST_LENGTH + side);
        int more = Math.min(length, FIRST_PAYLOAD_MAX - kept);
        if (more > 0) {
            MemorySegment.copy(bytes, start, segment, JAVA_BYTE, base + FIRST_PAYLOAD + side * FIRST_PAYLOAD_MAX + kept, more);
            segment.set(JAVA_BYTE, base + FIRST_LENGTH + side, (byte) (kept + more));
        }
    }

    // ---- what it counted

    long ordinal() {
        return get(ORDINAL);
    }

    long start() {
        return get(START);
    }

    long end() {
        return get(END);
    }

    /// Time of the packet before.
    long last() {
        return get(LAST);
    }

    long packets() {
        return get(PACKETS) + get(PACKETS + 8);
    }

    long packets(boolean ofA) {
        return get(PACKETS + (ofA ? 0 : 8));
    }

    long bytes(boolean ofA) {
        return get(BYTES + (ofA ? 0 : 8));
    }

    long payload(boolean ofA) {
        return get(PAYLOAD + (ofA ? 0 : 8));
    }

    int flags(int side) {
        return segment.get(JAVA_BYTE, base + FLAGS + side) & 0xFF;
    }

    int retransmissions(int side) {
        return segment.get(JAVA_INT, base + RETRANSMISSIONS + 4 * side);
    }

    /// From SYN to SYN/ACK, nanoseconds, or -1.
    long serverRoundTrip() {
        return get(SYN_TIME) != 0 && get(SYN_ACK_TIME) != 0 ? get(SYN_ACK_TIME) - get(SYN_TIME) : -1;
    }

    /// From SYN/ACK to the client's ACK, nanoseconds, or -1.
    long clientRoundTrip() {
        return get(SYN_ACK_TIME) != 0 && get(HANDSHAKE_ACK_TIME) != 0 ? get(HANDSHAKE_ACK_TIME) - get(SYN_ACK_TIME) : -1;
    }

    /// Start of the active period that is not recorded yet.
    long activityStart() {
        return get(ACTIVITY_START);
    }

    int spltCount() {
        return segment.get(JAVA_BYTE, base + SPLT_COUNT);
    }

    /// Positive from A.
    int spltLength(int i) {
        return segment.get(JAVA_INT, base + SPLT_LENGTHS + 4 * i);
    }

    long spltGap(int i) {
        return segment.get(JAVA_LONG, base + SPLT_GAPS + 8 * i);
    }

    byte[] firstPayload(boolean ofA) {
        int side = ofA ? 0 : 1;
        byte[] bytes = new byte[segment.get(JAVA_BYTE, base + FIRST_LENGTH + side)];
        MemorySegment.copy(segment, JAVA_BYTE, base + FIRST_PAYLOAD + side * FIRST_PAYLOAD_MAX, bytes, 0, bytes.length);
        return bytes;
    }

    long windowPackets() {
        return get(WINDOW_PACKETS) + get(WINDOW_PACKETS + 8);
    }

    long windowBytes() {
        return get(WINDOW_BYTES);
    }

    /// Microseconds from the window's first to its last packet.
    long windowDuration() {
        return Series.sum(segment, base + WINDOW_GAPS);
    }

    // ---- idle list

    int list() {
        return segment.get(JAVA_BYTE, base + LIST);
    }

    void list(int list) {
        segment.set(JAVA_BYTE, base + LIST, (byte) list);
    }

    int previousSlot() {
        return segment.get(JAVA_INT, base + PREVIOUS_SLOT);
    }

    void previousSlot(int slot) {
        segment.set(JAVA_INT, base + PREVIOUS_SLOT, slot);
    }

    int nextSlot() {
        return segment.get(JAVA_INT, base + NEXT_SLOT);
    }

    void nextSlot(int slot) {
        segment.set(JAVA_INT, base + NEXT_SLOT, slot);
    }

    private int u16(int at) {
        return segment.get(JAVA_SHORT, base + at) & 0xFFFF;
    }

    private long get(int at) {
        return segment.get(JAVA_LONG, base + at);
    }

    private void set(int at, long value) {
        segment.set(JAVA_LONG, base + at, value);
    }

    private void increase(int at, long by) {
        set(at, get(at) + by);
    }
}

package dev.tractor.flow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.tractor.packet.Packet;
import java.lang.foreign.MemorySegment;

/// A view of one flow's record, moved from record to record by [#at]: identity, place in the timers and the index, state. What is counted is in
/// [FlowCounters], TCP in [TcpState], what only some flows have in a detail record ([FlowDetail]).
///
/// ```
///   0  key: A, B (16 bytes each), scope, ports, kind            64  state bits, 68  number of the detail record or -1
///  48  ordinal          56  previous, 60  next in the idle list  72  clock at the last packet, 80  clock when put into the list
///  88  counters (FlowCounters)    336  TCP (TcpState)    456  looks at the payload of both directions, SPLT length, windows closed (a byte each)
/// 460  number of the periods + 1  464  SPLT, the first four      496  snapshots of closed windows (4 numbers)
/// ```
/// A record is eight cache lines long and begins at one.
final class FlowRecord {
    private static final int CACHE_LINE = 64;
    private static final int A_HIGH = 0;
    private static final int A_LOW = 8;
    private static final int B_HIGH = 16;
    private static final int B_LOW = 24;
    private static final int SCOPE = 32;
    private static final int PORTS = 40;
    private static final int KIND = 44;
    private static final int ORDINAL = 48;
    private static final int PREVIOUS = 56;
    private static final int NEXT = 60;
    private static final int STATE = 64;
    private static final int DETAIL = 68;
    private static final int TOUCHED = 72;
    private static final int PLACED = 80;
    static final int COUNTERS = 88;
    static final int TCP = COUNTERS + FlowCounters.LENGTH;
    private static final int LOOKS = TCP + TcpState.LENGTH;
    private static final int SPLT_COUNT = LOOKS + 2;
    private static final int WINDOWS_CLOSED = LOOKS + 3;
    private static final int PERIODS = LOOKS + 4;
    static final int SPLT = LOOKS + 8;
    static final int SPLT_INLINE = 4;
    private static final int SNAPSHOTS = SPLT + 8 * SPLT_INLINE;
    /// Windows of different length that one metering can keep.
    static final int MAX_WINDOWS = 4;
    static final int LENGTH = SNAPSHOTS + 4 * MAX_WINDOWS;

    /// Bits of the state.
    static final int CLIENT_IS_A = 1;
    static final int ESTABLISHED = 1 << 1;
    static final int CLOSED = 1 << 2;
    static final int FORWARD_INSPECTED = 1 << 3;
    static final int BACKWARD_INSPECTED = 1 << 4;
    /// The first payload of that direction is kept whole.
    static final int FORWARD_KEPT = 1 << 5;
    static final int BACKWARD_KEPT = 1 << 6;
    /// Of that direction's payload only the begin of TLS is looked for any more.
    static final int FORWARD_SETTLED = 1 << 10;
    static final int BACKWARD_SETTLED = 1 << 11;
    private static final int LIST_SHIFT = 8;
    private static final int LIST_MASK = 3 << LIST_SHIFT;

    private MemorySegment memory;
    private long base;
    private int number;

    FlowRecord at(Slabs records, int wanted) {
        memory = records.slab(wanted);
        base = records.place(wanted);
        number = wanted;
        return this;
    }

    MemorySegment memory() {
        return memory;
    }

    long base() {
        return base;
    }

    int number() {
        return number;
    }

    void begin(FlowKey key, Packet packet, long ordinal, long clock) {
        memory.set(JAVA_LONG_UNALIGNED, base + A_HIGH, key.aHigh);
        memory.set(JAVA_LONG_UNALIGNED, base + A_LOW, key.aLow);
        memory.set(JAVA_LONG_UNALIGNED, base + B_HIGH, key.bHigh);
        memory.set(JAVA_LONG_UNALIGNED, base + B_LOW, key.bLow);
        memory.set(JAVA_LONG_UNALIGNED, base + SCOPE, key.scope);
        memory.set(JAVA_INT_UNALIGNED, base + PORTS, key.ports);
        memory.set(JAVA_INT_UNALIGNED, base + KIND, key.kind);
        memory.set(JAVA_LONG_UNALIGNED, base + ORDINAL, ordinal);
        memory.set(JAVA_LONG_UNALIGNED, base + TOUCHED, clock);
        memory.set(JAVA_INT_UNALIGNED, base + STATE, Initiators.isSource(packet) == key.fromA ? CLIENT_IS_A : 0);
        memory.set(JAVA_INT_UNALIGNED, base + DETAIL, -1);
    }

    boolean matches(FlowKey key) {
        return memory.get(JAVA_LONG_UNALIGNED, base + A_LOW) == key.aLow && memory.get(JAVA_LONG_UNALIGNED, base + B_LOW) == key.bLow
                && memory.get(JAVA_INT_UNALIGNED, base + PORTS) == key.ports && memory.get(JAVA_INT_UNALIGNED, base + KIND) == key.kind
                && memory.get(JAVA_LONG_UNALIGNED, base + A_HIGH) == key.aHigh && memory.get(JAVA_LONG_UNALIGNED, base + B_HIGH) == key.bHigh
                && memory.get(JAVA_LONG_UNALIGNED, base + SCOPE) == key.scope;
    }

    /// Fills a key whose [FlowKey#hash] finds this record.
    void key(FlowKey key) {
        key.aHigh = memory.get(JAVA_LONG_UNALIGNED, base + A_HIGH);
        key.aLow = memory.get(JAVA_LONG_UNALIGNED, base + A_LOW);
        key.bHigh = memory.get(JAVA_LONG_UNALIGNED, base + B_HIGH);
        key.bLow = memory.get(JAVA_LONG_UNALIGNED, base + B_LOW);
        key.scope = memory.get(JAVA_LONG_UNALIGNED, base + SCOPE);
        key.ports = memory.get(JAVA_INT_UNALIGNED, base + PORTS);
        key.kind = memory.get(JAVA_INT_UNALIGNED, base + KIND);
        key.mixHash();
    }

    int protocol() {
        return memory.get(JAVA_INT_UNALIGNED, base + KIND) & 0xff;
    }

    int version() {
        return memory.get(JAVA_INT_UNALIGNED, base + KIND) >>> 16;
    }

    private boolean isEcho() {
        return (memory.get(JAVA_INT_UNALIGNED, base + KIND) & 1 << 8) != 0;
    }

    long addressHigh(boolean ofClient) {
        return memory.get(JAVA_LONG_UNALIGNED, base + (ofClient == clientIsA() ? A_HIGH : B_HIGH));
    }

    long addressLow(boolean ofClient) {
        return memory.get(JAVA_LONG_UNALIGNED, base + (ofClient == clientIsA() ? A_LOW : B_LOW));
    }

    int port(boolean ofClient) {
        int ports = memory.get(JAVA_INT_UNALIGNED, base + PORTS);
        return isEcho() ? 0 : ofClient == clientIsA() ? ports >>> 16 : ports & 0xffff;
    }

    long scope() {
        return memory.get(JAVA_LONG_UNALIGNED, base + SCOPE);
    }

    long ordinal() {
        return memory.get(JAVA_LONG_UNALIGNED, base + ORDINAL);
    }

    // ---- state

    boolean is(int bits) {
        return (memory.get(JAVA_INT_UNALIGNED, base + STATE) & bits) == bits;
    }

    void mark(int bits) {
        memory.set(JAVA_INT_UNALIGNED, base + STATE, memory.get(JAVA_INT_UNALIGNED, base + STATE) | bits);
    }

    void unmark(int bits) {
        memory.set(JAVA_INT_UNALIGNED, base + STATE, memory.get(JAVA_INT_UNALIGNED, base + STATE) & ~bits);
    }

    boolean clientIsA() {
        return is(CLIENT_IS_A);
    }

    /// True when a packet with that key is from the client to the server.
    boolean isForward(FlowKey key) {
        return key.fromA == clientIsA();
    }

    /// Number of the detail record, -1 without one.
    int detail() {
        return memory.get(JAVA_INT_UNALIGNED, base + DETAIL);
    }

    void detail(int wanted) {
        memory.set(JAVA_INT_UNALIGNED, base + DETAIL, wanted);
    }

    /// Number of the record of its periods, -1 without one.
    int periods() {
        return memory.get(JAVA_INT_UNALIGNED, base + PERIODS) - 1;
    }

    void periods(int wanted) {
        memory.set(JAVA_INT_UNALIGNED, base + PERIODS, wanted + 1);
    }

    /// Reads from each of the record's cache lines, as [FlowIndex#touchRecord].
    long touchLines() {
        long sum = 0;
        for (long at = base; at < base + LENGTH; at += CACHE_LINE) {
            sum += memory.get(JAVA_LONG_UNALIGNED, at);
        }
        return sum;
    }

    /// Counts a look at the payload of one direction.
    ///
    /// @return how many there were, at most 127
    int look(boolean forward) {
        long at = base + LOOKS + (forward ? 0 : 1);
        int looks = Math.min(127, memory.get(JAVA_BYTE, at) + 1);
        memory.set(JAVA_BYTE, at, (byte) looks);
        return looks;
    }

    int spltCount() {
        return memory.get(JAVA_BYTE, base + SPLT_COUNT);
    }

    void spltCount(int count) {
        memory.set(JAVA_BYTE, base + SPLT_COUNT, (byte) count);
    }

    /// How many of the metering's windows the flow has outlived.
    int windowsClosed() {
        return memory.get(JAVA_BYTE, base + WINDOWS_CLOSED);
    }

    void closeWindow(int window, int snapshot) {
        memory.set(JAVA_INT_UNALIGNED, base + SNAPSHOTS + 4L * window, snapshot);
        memory.set(JAVA_BYTE, base + WINDOWS_CLOSED, (byte) (window + 1));
    }

    /// Number of the snapshot record of a closed window.
    int snapshot(int window) {
        return memory.get(JAVA_INT_UNALIGNED, base + SNAPSHOTS + 4L * window);
    }

    // ---- idle list

    /// The capture's clock at the last packet.
    long touched() {
        return memory.get(JAVA_LONG_UNALIGNED, base + TOUCHED);
    }

    void touch(long clock) {
        memory.set(JAVA_LONG_UNALIGNED, base + TOUCHED, clock);
    }

    /// The capture's clock when the record came into its list.
    long placed() {
        return memory.get(JAVA_LONG_UNALIGNED, base + PLACED);
    }

    void place(int list, long clock) {
        int state = memory.get(JAVA_INT_UNALIGNED, base + STATE);
        memory.set(JAVA_INT_UNALIGNED, base + STATE, state & ~LIST_MASK | list << LIST_SHIFT);
        memory.set(JAVA_LONG_UNALIGNED, base + PLACED, clock);
    }

    int list() {
        return (memory.get(JAVA_INT_UNALIGNED, base + STATE) & LIST_MASK) >>> LIST_SHIFT;
    }

    int previous() {
        return memory.get(JAVA_INT_UNALIGNED, base + PREVIOUS);
    }

    void previous(int wanted) {
        memory.set(JAVA_INT_UNALIGNED, base + PREVIOUS, wanted);
    }

    int next() {
        return memory.get(JAVA_INT_UNALIGNED, base + NEXT);
    }

    void next(int wanted) {
        memory.set(JAVA_INT_UNALIGNED, base + NEXT, wanted);
    }
}

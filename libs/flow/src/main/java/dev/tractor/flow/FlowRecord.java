package dev.tractor.flow;

import dev.tractor.flow.session.Speaker;
import dev.tractor.packet.Packet;

/// A view of one flow's record, moved from record to record by [#at]: identity, place in the timers and the index, state. What is counted is in
/// [FlowCounters], TCP in [TcpState], what only some flows have in a detail record ([FlowDetail]).
///
/// ```
///   0  key: A, B (16 bytes each), scope, ports, kind            64  state bits, 68  number of the detail record or -1
///  48  ordinal          56  previous, 60  next in the idle list  72  clock at the last packet, 80  clock when put into the list
///  88  counters (FlowCounters)    336  TCP (TcpState)    452  number of the trouble record + 1    456  looks at the payload of both directions, SPLT length, windows closed (a byte each)
/// 460  number of the periods + 1  464  SPLT, the first four      496  snapshots of closed windows (4 numbers)
/// ```
/// A record is eight cache lines long and begins at one.
final class FlowRecord implements Speaker {
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
    private static final int TROUBLE = TCP + TcpState.LENGTH - 4;
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
    /// Bits of the [Symptom]s, from here on.
    private static final int SYMPTOM_SHIFT = 16;
    private static final int LIST_SHIFT = 8;
    private static final int LIST_MASK = 3 << LIST_SHIFT;

    private byte[] memory;
    private int base;
    private int number;

    FlowRecord at(Slabs records, int wanted) {
        memory = records.slab(wanted);
        base = records.place(wanted);
        number = wanted;
        return this;
    }

    byte[] memory() {
        return memory;
    }

    int base() {
        return base;
    }

    int number() {
        return number;
    }

    void begin(FlowKey key, Packet packet, long ordinal, long clock) {
        Bytes.putLong(memory, base + A_HIGH, key.aHigh);
        Bytes.putLong(memory, base + A_LOW, key.aLow);
        Bytes.putLong(memory, base + B_HIGH, key.bHigh);
        Bytes.putLong(memory, base + B_LOW, key.bLow);
        Bytes.putLong(memory, base + SCOPE, key.scope);
        Bytes.putInt(memory, base + PORTS, key.ports);
        Bytes.putInt(memory, base + KIND, key.kind);
        Bytes.putLong(memory, base + ORDINAL, ordinal);
        Bytes.putLong(memory, base + TOUCHED, clock);
        Bytes.putInt(memory, base + STATE, Initiators.isSource(packet) == key.fromA ? CLIENT_IS_A : 0);
        Bytes.putInt(memory, base + DETAIL, -1);
    }

    boolean matches(FlowKey key) {
        return Bytes.getLong(memory, base + A_LOW) == key.aLow && Bytes.getLong(memory, base + B_LOW) == key.bLow
                && Bytes.getInt(memory, base + PORTS) == key.ports && Bytes.getInt(memory, base + KIND) == key.kind
                && Bytes.getLong(memory, base + A_HIGH) == key.aHigh && Bytes.getLong(memory, base + B_HIGH) == key.bHigh
                && Bytes.getLong(memory, base + SCOPE) == key.scope;
    }

    /// Fills a key whose [FlowKey#hash] finds this record.
    void key(FlowKey key) {
        key.aHigh = Bytes.getLong(memory, base + A_HIGH);
        key.aLow = Bytes.getLong(memory, base + A_LOW);
        key.bHigh = Bytes.getLong(memory, base + B_HIGH);
        key.bLow = Bytes.getLong(memory, base + B_LOW);
        key.scope = Bytes.getLong(memory, base + SCOPE);
        key.ports = Bytes.getInt(memory, base + PORTS);
        key.kind = Bytes.getInt(memory, base + KIND);
        key.mixHash();
    }

    @Override
    public int protocol() {
        return Bytes.getInt(memory, base + KIND) & 0xff;
    }

    int version() {
        return Bytes.getInt(memory, base + KIND) >>> 16;
    }

    private boolean isEcho() {
        return (Bytes.getInt(memory, base + KIND) & 1 << 8) != 0;
    }

    @Override
    public long addressHigh(boolean ofClient) {
        return Bytes.getLong(memory, base + (ofClient == clientIsA() ? A_HIGH : B_HIGH));
    }

    @Override
    public long addressLow(boolean ofClient) {
        return Bytes.getLong(memory, base + (ofClient == clientIsA() ? A_LOW : B_LOW));
    }

    @Override
    public int port(boolean ofClient) {
        int ports = Bytes.getInt(memory, base + PORTS);
        return isEcho() ? 0 : ofClient == clientIsA() ? ports >>> 16 : ports & 0xffff;
    }

    long scope() {
        return Bytes.getLong(memory, base + SCOPE);
    }

    @Override
    public long ordinal() {
        return Bytes.getLong(memory, base + ORDINAL);
    }

    /// False for a record that was given back.
    boolean isLive() {
        return version() > 0;
    }

    // ---- state

    boolean is(int bits) {
        return (Bytes.getInt(memory, base + STATE) & bits) == bits;
    }

    void mark(int bits) {
        Bytes.putInt(memory, base + STATE, Bytes.getInt(memory, base + STATE) | bits);
    }

    /// @param bits of [Symptom]s
    void suffer(int bits) {
        if (bits != 0) {
            mark(bits << SYMPTOM_SHIFT);
        }
    }

    /// Bits of its [Symptom]s.
    int symptoms() {
        return Bytes.getInt(memory, base + STATE) >>> SYMPTOM_SHIFT;
    }

    void unmark(int bits) {
        Bytes.putInt(memory, base + STATE, Bytes.getInt(memory, base + STATE) & ~bits);
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
        return Bytes.getInt(memory, base + DETAIL);
    }

    void detail(int wanted) {
        Bytes.putInt(memory, base + DETAIL, wanted);
    }

    /// Number of the record of its periods, -1 without one.
    int periods() {
        return Bytes.getInt(memory, base + PERIODS) - 1;
    }

    void periods(int wanted) {
        Bytes.putInt(memory, base + PERIODS, wanted + 1);
    }

    /// Number of its [FlowTrouble] record, -1 without one.
    int trouble() {
        return Bytes.getInt(memory, base + TROUBLE) - 1;
    }

    void trouble(int wanted) {
        Bytes.putInt(memory, base + TROUBLE, wanted + 1);
    }

    /// Reads from each of the record's cache lines, as [FlowIndex#touchRecord].
    long touchLines() {
        long sum = 0;
        for (int at = base; at < base + LENGTH; at += CACHE_LINE) {
            sum += Bytes.getLong(memory, at);
        }
        return sum;
    }

    /// Counts a look at the payload of one direction.
    ///
    /// @return how many there were, at most 127
    int look(boolean forward) {
        int at = base + LOOKS + (forward ? 0 : 1);
        int looks = Math.min(127, memory[at] + 1);
        memory[at] = (byte) looks;
        return looks;
    }

    int spltCount() {
        return memory[base + SPLT_COUNT];
    }

    void spltCount(int count) {
        memory[base + SPLT_COUNT] = (byte) count;
    }

    /// How many of the metering's windows the flow has outlived.
    int windowsClosed() {
        return memory[base + WINDOWS_CLOSED];
    }

    void closeWindow(int window, int snapshot) {
        Bytes.putInt(memory, base + SNAPSHOTS + 4 * window, snapshot);
        memory[base + WINDOWS_CLOSED] = (byte) (window + 1);
    }

    /// Number of the snapshot record of a closed window.
    int snapshot(int window) {
        return Bytes.getInt(memory, base + SNAPSHOTS + 4 * window);
    }

    // ---- idle list

    /// The capture's clock at the last packet.
    long touched() {
        return Bytes.getLong(memory, base + TOUCHED);
    }

    void touch(long clock) {
        Bytes.putLong(memory, base + TOUCHED, clock);
    }

    /// The capture's clock when the record came into its list.
    long placed() {
        return Bytes.getLong(memory, base + PLACED);
    }

    void place(int list, long clock) {
        int state = Bytes.getInt(memory, base + STATE);
        Bytes.putInt(memory, base + STATE, state & ~LIST_MASK | list << LIST_SHIFT);
        Bytes.putLong(memory, base + PLACED, clock);
    }

    int list() {
        return (Bytes.getInt(memory, base + STATE) & LIST_MASK) >>> LIST_SHIFT;
    }

    int previous() {
        return Bytes.getInt(memory, base + PREVIOUS);
    }

    void previous(int wanted) {
        Bytes.putInt(memory, base + PREVIOUS, wanted);
    }

    int next() {
        return Bytes.getInt(memory, base + NEXT);
    }

    void next(int wanted) {
        Bytes.putInt(memory, base + NEXT, wanted);
    }
}

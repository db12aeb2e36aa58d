package dev.tractor.flow;

import dev.tractor.flow.session.Speaker;
import dev.tractor.packet.Packet;

/// A view of one flow's record, moved from record to record by [#at]: identity, place in the timers and the index, state, times. Its first 32 packets are logged,
/// one long each; who counts them is a [Tally], for which only longer flows have a record. TCP is in [TcpState], what only some flows have in records of its own.
///
/// ```
///   0  key: lower halves of A and B, ports and kind     3  state bits; looks at the payload of both directions, packets logged, windows closed (a byte each)
///   4  clock at the last packet     5  numbers of the tally and of the newest chunk of the log     6  TCP (TcpState)      9  times: latest, last and first in file order
///  12  the first four packets of the log     16  rest of TCP     27  rest of the key: upper halves of A and B, scope     30  ordinal
///  31  numbers of the trouble and of the first payloads
/// ```
/// What each packet needs comes first: two of the record's four cache lines. Numbers of other records are kept plus one: 0 for none.
final class FlowRecord implements Speaker {
    private static final int CACHE_LINE = 8;
    private static final int A_LOW = 0;
    private static final int B_LOW = 1;
    private static final int TRANSPORT = 2;
    private static final int STATE = 3;
    private static final int TOUCHED = 4;
    private static final int TALLY_AND_LOG = 5;
    static final int TCP = 6;
    private static final int LATEST = TCP + TcpState.LENGTH;
    private static final int LAST = LATEST + 1;
    private static final int FIRST = LAST + 1;
    static final int LOG = FIRST + 1;
    static final int LOG_INLINE = 4;
    static final int REST_OF_TCP = LOG + LOG_INLINE;
    private static final int A_HIGH = REST_OF_TCP + TcpState.REST_LENGTH;
    private static final int B_HIGH = A_HIGH + 1;
    private static final int SCOPE = B_HIGH + 1;
    private static final int ORDINAL = SCOPE + 1;
    private static final int TROUBLE_AND_PAYLOADS = ORDINAL + 1;
    static final int LENGTH = TROUBLE_AND_PAYLOADS + 1;

    private static final int FORWARD_LOOKS_SHIFT = 32;
    private static final int BACKWARD_LOOKS_SHIFT = 40;
    private static final int LOGGED_SHIFT = 48;
    private static final int WINDOWS_CLOSED_SHIFT = 56;
    private static final int ECHO = 1 << 8;

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
    /// It ended, and its records stay until it was told.
    static final int RETIRED = 1 << 12;
    /// It has packets of that direction.
    static final int FORWARD_SEEN = 1 << 13;
    static final int BACKWARD_SEEN = 1 << 14;
    /// Bits of the [Symptom]s, from here on.
    private static final int SYMPTOM_SHIFT = 16;
    private static final int LIST_SHIFT = 8;
    private static final int LIST_MASK = 3 << LIST_SHIFT;

    private long[] memory;
    private int base;
    private int number;

    FlowRecord at(Slabs.Longs records, int wanted) {
        memory = records.slab(wanted);
        base = records.place(wanted);
        number = wanted;
        return this;
    }

    long[] memory() {
        return memory;
    }

    int base() {
        return base;
    }

    int number() {
        return number;
    }

    void begin(FlowKey key, Packet packet, long ordinal, long clock) {
        memory[base + A_HIGH] = key.aHigh;
        memory[base + A_LOW] = key.aLow;
        memory[base + B_HIGH] = key.bHigh;
        memory[base + B_LOW] = key.bLow;
        memory[base + SCOPE] = key.scope;
        memory[base + TRANSPORT] = key.transport;
        memory[base + ORDINAL] = ordinal;
        memory[base + TOUCHED] = clock;
        memory[base + LATEST] = packet.timeNanos();
        memory[base + LAST] = packet.timeNanos();
        memory[base + FIRST] = packet.timeNanos();
        memory[base + STATE] = Initiators.isSource(packet) == key.fromA ? CLIENT_IS_A : 0;
    }

    /// Whether the record at that place has that key.
    static boolean matches(long[] records, int at, FlowKey key) {
        return records[at + A_LOW] == key.aLow && records[at + B_LOW] == key.bLow && records[at + TRANSPORT] == key.transport && (!key.isLong() || matchesRest(records, at, key));
    }

    private static boolean matchesRest(long[] records, int at, FlowKey key) {
        return records[at + A_HIGH] == key.aHigh && records[at + B_HIGH] == key.bHigh && records[at + SCOPE] == key.scope;
    }

    /// Fills a key whose [FlowKey#hash] finds this record.
    void key(FlowKey key) {
        key.aHigh = memory[base + A_HIGH];
        key.aLow = memory[base + A_LOW];
        key.bHigh = memory[base + B_HIGH];
        key.bLow = memory[base + B_LOW];
        key.scope = memory[base + SCOPE];
        key.transport = memory[base + TRANSPORT];
        key.mixHash();
    }

    private int kind() {
        return Halves.upper(memory, base + TRANSPORT);
    }

    @Override
    public int protocol() {
        return kind() & 0xff;
    }

    int version() {
        return kind() >>> 16;
    }

    private boolean isEcho() {
        return (kind() & ECHO) != 0;
    }

    @Override
    public long addressHigh(boolean ofClient) {
        return memory[base + (ofClient == clientIsA() ? A_HIGH : B_HIGH)];
    }

    @Override
    public long addressLow(boolean ofClient) {
        return memory[base + (ofClient == clientIsA() ? A_LOW : B_LOW)];
    }

    @Override
    public int port(boolean ofClient) {
        int ports = Halves.lower(memory, base + TRANSPORT);
        return isEcho() ? 0 : ofClient == clientIsA() ? ports >>> 16 : ports & 0xffff;
    }

    long scope() {
        return memory[base + SCOPE];
    }

    @Override
    public long ordinal() {
        return memory[base + ORDINAL];
    }

    /// False for a record of a flow that ended.
    boolean isLive() {
        return version() > 0 && !is(RETIRED);
    }

    // ---- state

    boolean is(int bits) {
        return (memory[base + STATE] & bits) == bits;
    }

    void mark(int bits) {
        memory[base + STATE] |= bits;
    }

    /// @param bits of [Symptom]s
    void suffer(int bits) {
        if (bits != 0) {
            mark(bits << SYMPTOM_SHIFT);
        }
    }

    /// Bits of its [Symptom]s.
    int symptoms() {
        return (int) memory[base + STATE] >>> SYMPTOM_SHIFT;
    }

    void unmark(int bits) {
        memory[base + STATE] &= ~(long) bits;
    }

    /// Whether its state is that of an established and open flow of TCP, or of any other protocol.
    boolean isUsual(boolean tcp) {
        return (memory[base + STATE] & (ESTABLISHED | CLOSED | LIST_MASK)) == (tcp ? ESTABLISHED | IdleLists.ESTABLISHED << LIST_SHIFT : 0);
    }

    boolean clientIsA() {
        return is(CLIENT_IS_A);
    }

    /// True when a packet with that key is from the client to the server.
    boolean isForward(FlowKey key) {
        return key.fromA == clientIsA();
    }

    /// Number of the record of its [Tally], -1 while its packets are only logged.
    int tally() {
        return Halves.lower(memory, base + TALLY_AND_LOG) - 1;
    }

    void tally(int wanted) {
        Halves.putLower(memory, base + TALLY_AND_LOG, wanted + 1);
    }

    /// Number of the newest of the [LogChunk]s behind [#LOG_INLINE], -1 without one.
    int laterLog() {
        return Halves.upper(memory, base + TALLY_AND_LOG) - 1;
    }

    void laterLog(int wanted) {
        Halves.putUpper(memory, base + TALLY_AND_LOG, wanted + 1);
    }

    /// Number of its [FlowTrouble] record, -1 without one.
    int trouble() {
        return Halves.lower(memory, base + TROUBLE_AND_PAYLOADS) - 1;
    }

    void trouble(int wanted) {
        Halves.putLower(memory, base + TROUBLE_AND_PAYLOADS, wanted + 1);
    }

    /// Number of its [FirstPayloads] record, -1 without one.
    int payloads() {
        return Halves.upper(memory, base + TROUBLE_AND_PAYLOADS) - 1;
    }

    void payloads(int wanted) {
        Halves.putUpper(memory, base + TROUBLE_AND_PAYLOADS, wanted + 1);
    }

    /// Reads from each cache line that any packet needs, as [FlowIndex#touch].
    ///
    /// @return a number without meaning that keeps the reads from being left out
    static long touchLines(long[] records, int at) {
        return records[at] + records[at + CACHE_LINE] + records[at + REST_OF_TCP - 1];
    }

    /// As [#touchLines], of every line of the record.
    static long touchAll(long[] records, int at) {
        return touchLines(records, at) + records[at + 3 * CACHE_LINE] + records[at + LENGTH - 1];
    }

    /// Counts a look at the payload of one direction.
    ///
    /// @return how many there were, at most 127
    int look(boolean forward) {
        int shift = forward ? FORWARD_LOOKS_SHIFT : BACKWARD_LOOKS_SHIFT;
        int looks = Math.min(Byte.MAX_VALUE, small(shift) + 1);
        small(shift, looks);
        return looks;
    }

    /// How many of its first packets are logged.
    int logged() {
        return small(LOGGED_SHIFT);
    }

    void logged(int count) {
        small(LOGGED_SHIFT, count);
    }

    /// How many of the metering's windows the flow has outlived.
    int windowsClosed() {
        return small(WINDOWS_CLOSED_SHIFT);
    }

    void windowsClosed(int count) {
        small(WINDOWS_CLOSED_SHIFT, count);
    }

    /// A number of up to seven bits that stands beside the state.
    private int small(int shift) {
        return (int) (memory[base + STATE] >>> shift) & 0xff;
    }

    private void small(int shift, int value) {
        memory[base + STATE] = memory[base + STATE] & ~(0xffL << shift) | (long) value << shift;
    }

    // ---- times, nanoseconds since the epoch

    long latest() {
        return memory[base + LATEST];
    }

    /// Of the last packet in file order.
    long last() {
        return memory[base + LAST];
    }

    /// Of the first packet in file order.
    long first() {
        return memory[base + FIRST];
    }

    /// Notes a packet of that time.
    void passed(long time, boolean forward) {
        memory[base + LAST] = time;
        if (time > memory[base + LATEST]) {
            memory[base + LATEST] = time;
        }
        memory[base + STATE] |= forward ? FORWARD_SEEN : BACKWARD_SEEN;
    }

    /// Whether it has packets of that direction.
    boolean hasSeen(boolean forward) {
        return is(forward ? FORWARD_SEEN : BACKWARD_SEEN);
    }

    // ---- idle list

    /// The capture's clock at the last packet.
    long touched() {
        return memory[base + TOUCHED];
    }

    void touch(long clock) {
        memory[base + TOUCHED] = clock;
    }

    void list(int wanted) {
        memory[base + STATE] = memory[base + STATE] & ~(long) LIST_MASK | (long) wanted << LIST_SHIFT;
    }

    int list() {
        return ((int) memory[base + STATE] & LIST_MASK) >>> LIST_SHIFT;
    }
}

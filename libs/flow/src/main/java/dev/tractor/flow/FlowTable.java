package dev.tractor.flow;

import dev.tractor.flow.evidence.Payload;
import dev.tractor.packet.Packet;
import java.util.Arrays;

/// The live flows of one metering: their records, the index to them, the idle lists, and what only some of them have. One thread.
final class FlowTable {
    /// Longs that a copy of a log takes: its chunks are copied whole.
    static final int LOG_ROOM = Splt.MAX_PACKETS - 1 + LogChunk.ENTRIES;

    private final Slabs.Longs records = new Slabs.Longs(FlowRecord.LENGTH);
    private final Slabs.Longs chunks = new Slabs.Longs(LogChunk.LENGTH);
    /// A [Tally], then the number of the snapshot of each closed window.
    private final Slabs.Longs tallies;
    private final Slabs.Longs snapshots;
    private final Slabs.Longs troubles = new Slabs.Longs(FlowTrouble.LENGTH);
    private final Slabs.Bytes payloads = new Slabs.Bytes(FirstPayloads.LENGTH);
    private final FlowIndex index = new FlowIndex(records);
    private final IdleLists lists = new IdleLists();
    private final FlowRecord touched = new FlowRecord();
    private final FlowKey removedKey = new FlowKey();
    private final long[] logged = new long[LOG_ROOM];
    private final long[] windows;
    private final long activityThreshold;
    private int live;
    /// Read by the thread that tells flows, too, as the records are.
    private volatile FlowEvidence[] evidence = new FlowEvidence[1 << Slabs.SLAB_BITS];

    /// @param windows lengths of the windows whose counters are kept, nanoseconds, ascending
    /// @param activityThreshold nanoseconds; a longer gap separates two bursts
    FlowTable(long[] windows, long activityThreshold) {
        this.windows = windows.clone();
        this.snapshots = new Slabs.Longs(Tally.length(windows.length > 0));
        this.tallies = new Slabs.Longs(snapshots.recordLength + windows.length);
        this.activityThreshold = activityThreshold;
    }

    int live() {
        return live;
    }

    IdleLists lists() {
        return lists;
    }

    FlowIndex index() {
        return index;
    }

    /// Moves `flow` to the key's record.
    ///
    /// @return false when the key has none
    boolean find(FlowKey key, FlowRecord flow) {
        int number = index.find(key);
        if (number >= 0) {
            flow.at(records, number);
        }
        return number >= 0;
    }

    FlowRecord at(FlowRecord flow, int number) {
        return flow.at(records, number);
    }

    void begin(FlowRecord flow, FlowKey key, Packet packet, long ordinal, long clock) {
        int number = records.take();
        flow.at(records, number).begin(key, packet, ordinal, clock);
        index.add(key.hash, number);
        flow.list(IdleLists.PLAIN);
        lists.add(number, IdleLists.PLAIN, clock);
        if (windows.length > 0) {
            beginTally(flow);
        }
        live++;
    }

    /// Takes a flow that ended from the live ones; its records stay.
    void retire(FlowRecord flow) {
        flow.key(removedKey);
        index.remove(removedKey.hash, flow.number());
        lists.remove(flow.number(), flow.list());
        flow.mark(FlowRecord.RETIRED);
        live--;
    }

    /// Gives the records of a retired flow back.
    void free(FlowRecord flow) {
        for (int chunk = flow.laterLog(); chunk >= 0; ) {
            int before = LogChunk.before(chunks.slab(chunk), chunks.place(chunk));
            chunks.giveBack(chunk);
            chunk = before;
        }
        if (flow.trouble() >= 0) {
            troubles.giveBack(flow.trouble());
        }
        if (flow.payloads() >= 0) {
            payloads.giveBack(flow.payloads());
        }
        for (int i = 0; i < flow.windowsClosed(); i++) {
            snapshots.giveBack(snapshot(flow, i));
        }
        if (flow.tally() >= 0) {
            tallies.giveBack(flow.tally());
        }
        if (flow.number() < evidence.length) {
            evidence[flow.number()] = null;
        }
        records.giveBack(flow.number());
    }

    /// Moves a flow to another list.
    void move(FlowRecord flow, int list, long clock) {
        lists.remove(flow.number(), flow.list());
        flow.list(list);
        lists.add(flow.number(), list, clock);
    }

    /// Reads from what packets will change in the records of touched entries, so that the processor fetches many at once. It looks ahead over so many steps
    /// only: the loops are as short as can be.
    ///
    /// @param found entries of the index, 0 for none
    /// @return a number without meaning that keeps the reads from being left out
    long touch(long[] found, FlowKey[] keys, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int number = (int) found[i] - 1;
            if (number >= 0) {
                sum += FlowRecord.touchLines(records.slab(number), records.place(number));
            }
        }
        for (int i = 0; i < count; i++) {
            int number = (int) found[i] - 1;
            if (number >= 0) {
                sum += touchPackets(touched.at(records, number), keys[i]);
            }
        }
        return sum;
    }

    private long touchPackets(FlowRecord flow, FlowKey key) {
        int tally = flow.tally();
        if (tally >= 0) {
            return Tally.touchLines(tallies.slab(tally), tallies.place(tally), flow.isForward(key));
        }
        return touchChunk(flow);
    }

    private long touchChunk(FlowRecord flow) {
        int chunk = flow.laterLog();
        return chunk < 0 ? 0 : chunks.slab(chunk)[chunks.place(chunk)];
    }

    /// As [#touch], all that some flows have, for who tells them.
    ///
    /// @param view for that thread alone
    long touchAll(FlowRecord view, int[] numbers, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += FlowRecord.touchAll(records.slab(numbers[i]), records.place(numbers[i]));
        }
        for (int i = from; i < to; i++) {
            int tally = view.at(records, numbers[i]).tally();
            sum += touchChunk(view) + (tally < 0 ? 0 : Tally.touchAll(tallies.slab(tally), tallies.place(tally)));
        }
        return sum;
    }

    // ---- trouble

    private int trouble(FlowRecord flow) {
        if (flow.trouble() < 0) {
            flow.trouble(troubles.take());
        }
        return flow.trouble();
    }

    void openHole(FlowRecord flow, boolean forward, int begin, int end) {
        int number = trouble(flow);
        Holes.open(troubles.slab(number), FlowTrouble.holes(troubles.place(number), forward), begin, end);
    }

    /// @return true when some of these bytes were missing
    boolean fillHole(FlowRecord flow, boolean forward, int begin, int end) {
        int number = flow.trouble();
        return number >= 0 && Holes.fill(troubles.slab(number), FlowTrouble.holes(troubles.place(number), forward), begin, end);
    }

    /// Ties an ICMP error to the flow that it quotes.
    void icmpError(FlowRecord quoted, int type, int code) {
        int number = trouble(quoted);
        FlowTrouble.icmpError(troubles.slab(number), troubles.place(number), type, code);
    }

    /// Notes in a flow of ICMP errors which flow they are about.
    void quotes(FlowRecord errors, long ordinal) {
        int number = trouble(errors);
        FlowTrouble.quotes(troubles.slab(number), troubles.place(number), ordinal);
    }

    int icmpErrors(FlowRecord flow) {
        int number = flow.trouble();
        return number < 0 ? 0 : FlowTrouble.icmpErrors(troubles.slab(number), troubles.place(number));
    }

    /// Type above code of the first ICMP error about the flow, -1 without one.
    int firstIcmpError(FlowRecord flow) {
        int number = flow.trouble();
        return icmpErrors(flow) == 0 ? -1 : FlowTrouble.firstIcmpError(troubles.slab(number), troubles.place(number));
    }

    /// Ordinal of the flow that the ICMP errors of this one are about, -1 without one.
    long quoted(FlowRecord flow) {
        int number = flow.trouble();
        return number < 0 ? -1 : FlowTrouble.quoted(troubles.slab(number), troubles.place(number));
    }

    /// TCP sequence numbers of a direction that were skipped or acknowledged and never came.
    long missing(FlowRecord flow, boolean forward) {
        int number = flow.trouble();
        long skipped = number < 0 ? 0 : Holes.missing(troubles.slab(number), FlowTrouble.holes(troubles.place(number), forward));
        return skipped + TcpState.acknowledgedUnseen(flow.memory(), flow.base() + FlowRecord.TCP, forward);
    }

    // ---- evidence

    FlowEvidence evidence(FlowRecord flow) {
        return flow.number() < evidence.length ? evidence[flow.number()] : null;
    }

    void evidence(FlowRecord flow, FlowEvidence said) {
        if (flow.number() >= evidence.length) {
            evidence = Arrays.copyOf(evidence, Math.max(2 * evidence.length, flow.number() + 1));
        }
        evidence[flow.number()] = said;
    }

    // ---- counting

    /// Counts a packet of the flow. The first ones are only logged, as long as all of them have room in a long.
    void add(FlowRecord flow, Packet packet, boolean forward) {
        long time = packet.timeNanos();
        long gap = time - flow.last();
        int ipLength = packet.ipLength();
        int payload = packet.payloadLength();
        int logged = flow.logged();
        if (flow.tally() < 0 && logged < Splt.MAX_PACKETS && LoggedPacket.fits(gap, ipLength, payload)) {
            log(flow, logged, LoggedPacket.pack(gap, forward, ipLength, payload));
        } else {
            tally(flow, forward, time, ipLength, payload);
            if (logged < Splt.MAX_PACKETS) {
                log(flow, logged, Splt.pack(gap, forward ? payload : -payload));
            }
        }
        flow.passed(time, forward);
    }

    private void tally(FlowRecord flow, boolean forward, long time, int ipLength, int payload) {
        if (flow.tally() < 0) {
            beginTally(flow);
        }
        if (windows.length > 0) {
            closeWindows(flow, time);
        }
        int number = flow.tally();
        Tally.add(tallies.slab(number), tallies.place(number), forward, time, ipLength, payload, flow.logged(), activityThreshold, windows.length > 0);
    }

    /// Counts what was logged.
    private void beginTally(FlowRecord flow) {
        int number = tallies.take();
        log(flow, logged);
        Tally.addLogged(tallies.slab(number), tallies.place(number), logged, flow.logged(), flow.first(), activityThreshold, windows.length > 0);
        replaceLog(flow, logged);
        flow.tally(number);
    }

    private void closeWindows(FlowRecord flow, long time) {
        int closed = flow.windowsClosed();
        while (closed < windows.length && time - flow.first() > windows[closed]) {
            int number = flow.tally();
            int snapshot = snapshots.take();
            System.arraycopy(tallies.slab(number), tallies.place(number), snapshots.slab(snapshot), snapshots.place(snapshot), snapshots.recordLength);
            tallies.slab(number)[tallies.place(number) + snapshots.recordLength + closed++] = snapshot;
            flow.windowsClosed(closed);
        }
    }

    private int snapshot(FlowRecord flow, int window) {
        int number = flow.tally();
        return (int) tallies.slab(number)[tallies.place(number) + snapshots.recordLength + window];
    }

    private void log(FlowRecord flow, int count, long entry) {
        if (count < FlowRecord.LOG_INLINE) {
            flow.memory()[flow.base() + FlowRecord.LOG + count] = entry;
        } else {
            int place = LogChunk.place(count - FlowRecord.LOG_INLINE);
            int chunk = place == 0 ? addChunk(flow) : flow.laterLog();
            chunks.slab(chunk)[chunks.place(chunk) + place] = entry;
        }
        flow.logged(count + 1);
    }

    private int addChunk(FlowRecord flow) {
        int chunk = chunks.take();
        LogChunk.before(chunks.slab(chunk), chunks.place(chunk), flow.laterLog());
        flow.laterLog(chunk);
        return chunk;
    }

    /// Packets of both directions.
    long packets(FlowRecord flow) {
        int number = flow.tally();
        return number < 0 ? flow.logged() : FlowCounters.packets(tallies.slab(number), tallies.place(number));
    }

    /// Payload of a direction, bytes.
    long payload(FlowRecord flow, boolean forward) {
        int number = flow.tally();
        if (number >= 0) {
            return FlowCounters.payload(tallies.slab(number), tallies.place(number), forward);
        }
        log(flow, logged);
        long sum = 0;
        for (int i = 0; i < flow.logged(); i++) {
            sum += LoggedPacket.isForward(logged[i]) == forward ? LoggedPacket.payload(logged[i]) : 0;
        }
        return sum;
    }

    void keepPayload(FlowRecord flow, boolean forward, byte[] frames, int start, int count) {
        int kept = forward ? FlowRecord.FORWARD_KEPT : FlowRecord.BACKWARD_KEPT;
        if (flow.is(kept)) {
            return;
        }
        if (flow.payloads() < 0) {
            flow.payloads(payloads.take());
        }
        int number = flow.payloads();
        if (FirstPayloads.keep(payloads.slab(number), payloads.place(number), forward, frames, start, count)) {
            flow.mark(kept);
        }
    }

    // ---- reading

    /// Lets a direction's first payload be seen beside the present one.
    void showFirst(FlowRecord flow, boolean forward, Payload view) {
        int number = flow.payloads();
        if (number < 0) {
            view.first(null, 0, 0);
        } else {
            byte[] memory = payloads.slab(number);
            view.first(memory, payloads.place(number) + FirstPayloads.place(forward), FirstPayloads.length(memory, payloads.place(number), forward));
        }
    }

    byte[] firstPayload(FlowRecord flow, boolean forward) {
        int number = flow.payloads();
        return number < 0 ? new byte[0] : FirstPayloads.of(payloads.slab(number), payloads.place(number), forward);
    }

    /// Copies what a flow's log holds.
    private void log(FlowRecord flow, long[] out) {
        System.arraycopy(flow.memory(), flow.base() + FlowRecord.LOG, out, 0, FlowRecord.LOG_INLINE);
        int to = firstOfNewest(flow);
        for (int chunk = flow.laterLog(); chunk >= 0; chunk = LogChunk.before(chunks.slab(chunk), chunks.place(chunk))) {
            System.arraycopy(chunks.slab(chunk), chunks.place(chunk), out, to, LogChunk.ENTRIES);
            to -= LogChunk.ENTRIES;
        }
    }

    private void replaceLog(FlowRecord flow, long[] entries) {
        System.arraycopy(entries, 0, flow.memory(), flow.base() + FlowRecord.LOG, FlowRecord.LOG_INLINE);
        int from = firstOfNewest(flow);
        for (int chunk = flow.laterLog(); chunk >= 0; chunk = LogChunk.before(chunks.slab(chunk), chunks.place(chunk))) {
            System.arraycopy(entries, from, chunks.slab(chunk), chunks.place(chunk), LogChunk.ENTRIES);
            from -= LogChunk.ENTRIES;
        }
    }

    /// Which packet the newest chunk begins with.
    private static int firstOfNewest(FlowRecord flow) {
        int later = flow.logged() - 1 - FlowRecord.LOG_INLINE;
        return later - LogChunk.place(later) + FlowRecord.LOG_INLINE;
    }

    /// Copies the [Splt] entries of a flow and shows its counters as they are now.
    ///
    /// @param splt room for all entries and what a chunk has besides
    /// @param own for the counters of a flow whose packets are only logged; of [#tallyLength]
    void whole(FlowRecord flow, long[] splt, long[] own, CountersView view) {
        int number = flow.tally();
        log(flow, splt);
        if (number >= 0) {
            view.of(tallies.slab(number), tallies.place(number));
        } else {
            Arrays.fill(own, 0);
            Tally.addLogged(own, 0, splt, flow.logged(), flow.first(), activityThreshold, windows.length > 0);
            view.of(own, 0);
        }
    }

    /// Shows the counters of the flow's first window.
    ///
    /// @return false when the flow has not outlived it
    boolean window(FlowRecord flow, int window, CountersView view) {
        boolean closed = window < flow.windowsClosed();
        if (closed) {
            int snapshot = snapshot(flow, window);
            view.of(snapshots.slab(snapshot), snapshots.place(snapshot));
        }
        return closed;
    }

    /// Longs for all that is counted of a flow.
    int tallyLength() {
        return snapshots.recordLength;
    }
}

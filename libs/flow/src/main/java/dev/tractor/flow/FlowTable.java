package dev.tractor.flow;

import dev.tractor.flow.evidence.Payload;
import dev.tractor.packet.Packet;
import java.util.Arrays;

/// The live flows of one metering: their records, the index to them, the idle lists, and what only some of them have. One thread.
final class FlowTable {
    private final Slabs.Longs records = new Slabs.Longs(FlowRecord.LENGTH);
    private final Slabs.Longs chunks = new Slabs.Longs(SpltChunk.LENGTH);
    private final Slabs.Longs periods;
    private final Slabs.Longs troubles = new Slabs.Longs(FlowTrouble.LENGTH);
    private final Slabs.Longs snapshots = new Slabs.Longs(FlowCounters.LENGTH + FlowPeriods.LENGTH);
    private final Slabs.Bytes payloads = new Slabs.Bytes(FirstPayloads.LENGTH);
    private final FlowIndex index = new FlowIndex(records);
    private final IdleLists lists = new IdleLists();
    private final FlowRecord touched = new FlowRecord();
    private final FlowKey removedKey = new FlowKey();
    private final long[] windows;
    private final long activityThreshold;
    private int live;
    /// Read by the thread that tells flows, too, as the records are.
    private volatile FlowEvidence[] evidence = new FlowEvidence[1 << Slabs.SLAB_BITS];

    /// @param windows lengths of the windows whose counters are kept, nanoseconds, ascending
    /// @param activityThreshold nanoseconds; a longer gap separates two bursts
    FlowTable(long[] windows, long activityThreshold) {
        this.windows = windows.clone();
        this.periods = new Slabs.Longs(windows.length > 0 ? FlowPeriods.LENGTH : FlowPeriods.LENGTH_WITHOUT_BURSTS);
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
        FlowCounters.begin(flow.memory(), flow.base() + FlowRecord.COUNTERS, packet.timeNanos());
        index.add(key.hash, number);
        flow.list(IdleLists.PLAIN);
        lists.add(number, IdleLists.PLAIN, clock);
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
        for (int chunk = flow.laterSplt(); chunk >= 0; ) {
            int before = SpltChunk.before(chunks.slab(chunk), chunks.place(chunk));
            chunks.giveBack(chunk);
            chunk = before;
        }
        if (flow.periods() >= 0) {
            periods.giveBack(flow.periods());
        }
        if (flow.trouble() >= 0) {
            troubles.giveBack(flow.trouble());
        }
        if (flow.payloads() >= 0) {
            payloads.giveBack(flow.payloads());
        }
        for (int i = 0; i < flow.windowsClosed(); i++) {
            snapshots.giveBack(flow.snapshot(i));
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
    long touch(long[] found, FlowKey[] keys, Packet[] packets, int count) {
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
                sum += FlowRecord.touchSide(records.slab(number), records.place(number), keys[i].fromA);
            }
        }
        for (int i = 0; i < count; i++) {
            int number = (int) found[i] - 1;
            if (number >= 0) {
                sum += touchRest(touched.at(records, number), packets[i].timeNanos());
            }
        }
        return sum;
    }

    private long touchRest(FlowRecord flow, long time) {
        long sum = 0;
        int chunk = flow.laterSplt();
        if (chunk >= 0 && flow.spltCount() < Splt.MAX_PACKETS) {
            sum += chunks.slab(chunk)[chunks.place(chunk)];
        }
        int pauses = flow.periods();
        if (pauses >= 0 && time - FlowCounters.last(flow.memory(), flow.base() + FlowRecord.COUNTERS) > activityThreshold) {
            sum += FlowPeriods.touchLines(periods.slab(pauses), periods.place(pauses));
        }
        return sum;
    }

    /// As [#touch], all of some flows' records, for who tells them.
    long touchAll(int[] numbers, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += FlowRecord.touchAll(records.slab(numbers[i]), records.place(numbers[i]));
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

    /// Counts a packet of the flow.
    void add(FlowRecord flow, Packet packet, boolean forward) {
        long[] memory = flow.memory();
        int counters = flow.base() + FlowRecord.COUNTERS;
        long time = packet.timeNanos();
        long gap = time - FlowCounters.last(memory, counters);
        if (windows.length > 0) {
            closeWindows(flow, time);
        }
        if (gap > activityThreshold) {
            pause(flow, counters, time);
        }
        int spltCount = flow.spltCount();
        FlowCounters.add(memory, counters, forward, time, packet.ipLength(), packet.payloadLength(), spltCount);
        if (spltCount < Splt.MAX_PACKETS) {
            splt(flow, spltCount, Splt.pack(gap, forward ? packet.payloadLength() : -packet.payloadLength()));
        }
    }

    private void pause(FlowRecord flow, int counters, long time) {
        if (flow.periods() < 0) {
            flow.periods(periods.take());
        }
        int number = flow.periods();
        FlowPeriods.pause(periods.slab(number), periods.place(number), FlowCounters.burst(flow.memory(), counters), FlowCounters.last(flow.memory(), counters), time,
                windows.length > 0);
        FlowCounters.burst(flow.memory(), counters, time);
    }

    private void closeWindows(FlowRecord flow, long time) {
        int closed = flow.windowsClosed();
        while (closed < windows.length && time - FlowCounters.first(flow.memory(), flow.base() + FlowRecord.COUNTERS) > windows[closed]) {
            int snapshot = snapshots.take();
            System.arraycopy(flow.memory(), flow.base() + FlowRecord.COUNTERS, snapshots.slab(snapshot), snapshots.place(snapshot), FlowCounters.LENGTH);
            int number = flow.periods();
            if (number >= 0) {
                System.arraycopy(periods.slab(number), periods.place(number), snapshots.slab(snapshot), snapshots.place(snapshot) + FlowCounters.LENGTH, FlowPeriods.LENGTH);
            }
            flow.closeWindow(closed++, snapshot);
        }
    }

    private void splt(FlowRecord flow, int count, long entry) {
        if (count < FlowRecord.SPLT_INLINE) {
            flow.memory()[flow.base() + FlowRecord.SPLT + count] = entry;
        } else {
            int place = SpltChunk.place(count - FlowRecord.SPLT_INLINE);
            int chunk = place == 0 ? addChunk(flow) : flow.laterSplt();
            chunks.slab(chunk)[chunks.place(chunk) + place] = entry;
        }
        flow.spltCount(count + 1);
    }

    private int addChunk(FlowRecord flow) {
        int chunk = chunks.take();
        SpltChunk.before(chunks.slab(chunk), chunks.place(chunk), flow.laterSplt());
        flow.laterSplt(chunk);
        return chunk;
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

    /// Copies the packed [Splt] entries of a flow.
    void splt(FlowRecord flow, long[] out) {
        System.arraycopy(flow.memory(), flow.base() + FlowRecord.SPLT, out, 0, FlowRecord.SPLT_INLINE);
        int to = firstOfNewest(flow);
        for (int chunk = flow.laterSplt(); chunk >= 0; chunk = SpltChunk.before(chunks.slab(chunk), chunks.place(chunk))) {
            System.arraycopy(chunks.slab(chunk), chunks.place(chunk), out, to, SpltChunk.ENTRIES);
            to -= SpltChunk.ENTRIES;
        }
    }

    /// A packed [Splt] entry.
    long splt(FlowRecord flow, int i) {
        if (i < FlowRecord.SPLT_INLINE) {
            return flow.memory()[flow.base() + FlowRecord.SPLT + i];
        }
        int chunk = flow.laterSplt();
        int first = firstOfNewest(flow);
        while (first > i) {
            chunk = SpltChunk.before(chunks.slab(chunk), chunks.place(chunk));
            first -= SpltChunk.ENTRIES;
        }
        return chunks.slab(chunk)[chunks.place(chunk) + i - first];
    }

    /// Which entry the newest chunk begins with.
    private static int firstOfNewest(FlowRecord flow) {
        int later = flow.spltCount() - 1 - FlowRecord.SPLT_INLINE;
        return later - SpltChunk.place(later) + FlowRecord.SPLT_INLINE;
    }

    /// The counters of the flow as they are now, with its pauses.
    void whole(FlowRecord flow, CountersView view) {
        int number = flow.periods();
        view.of(flow.memory(), flow.base() + FlowRecord.COUNTERS, number < 0 ? null : periods.slab(number), number < 0 ? 0 : periods.place(number));
    }

    /// The counters of the flow's first window.
    void window(FlowRecord flow, int window, CountersView view) {
        if (window >= flow.windowsClosed()) {
            whole(flow, view);
        } else {
            int snapshot = flow.snapshot(window);
            long[] memory = snapshots.slab(snapshot);
            view.of(memory, snapshots.place(snapshot), memory, snapshots.place(snapshot) + FlowCounters.LENGTH);
        }
    }
}

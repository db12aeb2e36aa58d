package dev.tractor.flow;

import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.EndReason;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Begins and ends flows. Whether a packet still belongs to its key's flow is decided when the packet comes, by its own time; the timers only free
/// memory, and a little later than the timeout, so that packets which come out of order find their flow.
final class Flows implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /// How much later than the packets around it a packet may come and still find its flow.
    private static final long REORDERING_NANOS = 10 * NANOS_PER_SECOND;
    /// Flows that are passed over, because they had a packet meanwhile, before one is ended to make room.
    private static final int MAX_SECOND_CHANCES = 16;
    private static final int TCP = 6;

    private final FlowSink sink;
    private final Warnings warnings;
    private final FlowTable table;
    private final Inspector inspector;
    private final LiveFlow view;
    private final FlowRecord flow = new FlowRecord();
    private final FlowRecord ending = new FlowRecord();
    private final int maxFlows;
    private final long idleTimeout;
    private final long tcpIdleTimeout;
    private final long activeTimeout;
    private final long linger;
    private final long[] timeouts;
    private long now;
    private long nextSweep;
    private long begun;
    private long ended;
    private int mostLive;

    Flows(MeterOptions options, FlowSink sink, Warnings warnings) {
        this.sink = sink;
        this.warnings = warnings;
        long[] windows = FeatureProfiles.windows(options.profiles());
        table = new FlowTable(windows);
        inspector = new Inspector(table, warnings);
        view = new LiveFlow(table, options.profiles(), windows);
        maxFlows = options.maxFlows();
        idleTimeout = options.idleTimeout().toNanos();
        tcpIdleTimeout = options.tcpIdleTimeout().toNanos();
        activeTimeout = options.activeTimeout().isZero() ? Long.MAX_VALUE : options.activeTimeout().toNanos();
        linger = options.closeLinger().toNanos();
        timeouts = new long[IdleLists.COUNT];
        timeouts[IdleLists.PLAIN] = idleTimeout;
        timeouts[IdleLists.ESTABLISHED] = tcpIdleTimeout;
        timeouts[IdleLists.CLOSED] = linger;
    }

    long begun() {
        return begun;
    }

    long ended() {
        return ended;
    }

    int mostLive() {
        return mostLive;
    }

    FlowIndex index() {
        return table.index();
    }

    /// @param clock of the capture; never goes back
    /// @param reference the packet time that the clock stands at
    void tick(long clock, long reference) {
        now = clock;
        if (now >= nextSweep) {
            nextSweep = now + NANOS_PER_SECOND;
            sweep(reference);
        }
    }

    /// Counts a packet in its flow.
    ///
    /// @return the flow's ordinal
    long add(MemorySegment frames, Packet packet, FlowKey key) {
        boolean found = table.find(key, flow);
        boolean forward = found && flow.isForward(key);
        if (found) {
            EndReason over = over(packet, forward);
            if (over != null) {
                end(flow, over);
                found = false;
            }
        }
        if (!found) {
            begin(packet, key);
            forward = flow.isForward(key);
        }
        flow.touch(now);
        table.add(flow, packet, forward);
        if (packet.protocol() == TCP) {
            move();
        }
        if (packet.payloadCaptured() > 0) {
            table.keepPayload(flow, forward, frames, packet.payloadStart(), packet.payloadCaptured());
            inspector.look(flow, packet, frames, forward);
        }
        return flow.ordinal();
    }

    /// Why this packet does not belong to the flow of its key any more, or null when it does.
    private EndReason over(Packet packet, boolean forward) {
        long time = packet.timeNanos();
        boolean closed = flow.is(FlowRecord.CLOSED);
        if (closed && time - TcpState.closedAt(flow) > linger) {
            return EndReason.END_OF_FLOW;
        }
        if (packet.protocol() == TCP && !packet.fragment() && TcpState.isNewSyn(flow, packet, forward)) {
            return EndReason.END_OF_FLOW;
        }
        long counters = flow.base() + FlowRecord.COUNTERS;
        if (time - FlowCounters.latest(flow.memory(), counters) > (flow.is(FlowRecord.ESTABLISHED) ? tcpIdleTimeout : idleTimeout)) {
            return closed ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT;
        }
        return time - FlowCounters.first(flow.memory(), counters) > activeTimeout ? EndReason.ACTIVE_TIMEOUT : null;
    }

    private void begin(Packet packet, FlowKey key) {
        if (table.live() >= maxFlows) {
            evict();
        }
        table.begin(flow, key, packet, begun++, now);
        mostLive = Math.max(mostLive, table.live());
        inspector.begun(flow);
    }

    /// A flow waits in the list of its state.
    private void move() {
        int list = flow.is(FlowRecord.CLOSED) ? IdleLists.CLOSED : flow.is(FlowRecord.ESTABLISHED) ? IdleLists.ESTABLISHED : IdleLists.PLAIN;
        if (flow.list() != list) {
            table.lists().move(flow, list, now);
        }
    }

    private void end(FlowRecord record, EndReason reason) {
        inspector.finish(record);
        sink.flow(view.of(record, reason));
        ended++;
        inspector.ended(record);
        table.remove(record);
    }

    /// The first packets after a long pause come before the clock believes the leap: their flows were touched at the old clock, but their own latest
    /// packet is as young as the reference.
    private void sweep(long reference) {
        for (int list = 0; list < IdleLists.COUNT; list++) {
            long deadline = now - timeouts[list] - REORDERING_NANOS;
            for (int oldest = table.lists().oldest(list); oldest >= 0 && table.at(ending, oldest).placed() < deadline; oldest = table.lists().oldest(list)) {
                long latest = FlowCounters.latest(ending.memory(), ending.base() + FlowRecord.COUNTERS);
                if (ending.touched() < deadline && reference - latest > timeouts[list]) {
                    end(ending, ending.is(FlowRecord.CLOSED) ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT);
                } else {
                    table.lists().move(ending, list, now);
                }
            }
        }
    }

    /// Ends a flow that has been idle for long: of the closed ones first, then of those that are not established.
    private void evict() {
        IdleLists lists = table.lists();
        int list = lists.oldest(IdleLists.CLOSED) >= 0 ? IdleLists.CLOSED : lists.oldest(IdleLists.PLAIN) >= 0 ? IdleLists.PLAIN : IdleLists.ESTABLISHED;
        table.at(ending, lists.oldest(list));
        for (int i = 0; i < MAX_SECOND_CHANCES && ending.touched() > ending.placed(); i++) {
            lists.move(ending, list, now);
            table.at(ending, lists.oldest(list));
        }
        end(ending, ending.is(FlowRecord.CLOSED) ? EndReason.END_OF_FLOW : EndReason.LACK_OF_RESOURCES);
        if (!warnings.again("flow-table-full")) {
            warnings.add("flow-table-full", "more than " + maxFlows + " flows were live at once; flows that had been idle for long were ended early", 0);
        }
    }

    /// Ends all flows, in the order in which they began.
    ///
    /// @param clock at the end of the capture
    /// @param last time of the last packet
    void endAll(long clock, long last) {
        long[] live = new long[table.live()];
        int count = 0;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int number = table.lists().oldest(list); number >= 0; number = ending.next()) {
                live[count++] = table.at(ending, number).ordinal() << Integer.SIZE | number;
            }
        }
        Arrays.sort(live);
        for (long entry : live) {
            table.at(ending, (int) entry);
            long timeout = ending.is(FlowRecord.ESTABLISHED) ? tcpIdleTimeout : idleTimeout;
            boolean idle = clock - ending.touched() > timeout && last - FlowCounters.latest(ending.memory(), ending.base() + FlowRecord.COUNTERS) > timeout;
            end(ending, ending.is(FlowRecord.CLOSED) ? EndReason.END_OF_FLOW : idle ? EndReason.IDLE_TIMEOUT : EndReason.FORCED_END);
        }
    }

    @Override
    public void close() {
        table.close();
    }
}

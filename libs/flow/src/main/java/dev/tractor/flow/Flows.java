package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.session.Announcements;
import dev.tractor.flow.session.SessionAssembler;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import dev.tractor.vocabulary.EndReason;
import java.util.Arrays;

/// Begins and ends flows. Whether a packet still belongs to its key's flow is decided when the packet comes, by its own time; the timers only free
/// memory, and a little later than the timeout, so that packets which come out of order find their flow.
final class Flows implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /// How much later than the packets around it a packet may come and still find its flow.
    private static final long REORDERING_NANOS = 10 * NANOS_PER_SECOND;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final FlowSink sink;
    /// Null when flows are told as they end, on this thread.
    private final FlowRelay relay;
    private final Warnings warnings;
    private final FlowTable table;
    private final Inspector inspector;
    /// Null when nobody asked for them.
    private final SessionAssembler sessions;
    private final LiveFlow view;
    private final HealthCounts health;
    private final Duplicates duplicates = new Duplicates();
    private final EvictionQueue evictions;
    private final FlowKey quotedKey = new FlowKey();
    private final FlowRecord flow = new FlowRecord();
    private final FlowRecord ending = new FlowRecord();
    private final int maxFlows;
    private final boolean contents;
    private final boolean shortWay;
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

    /// @param shortWay whether usual packets may take it; only a test says no
    Flows(MeterOptions options, FlowSink sink, Warnings warnings, Names names, HealthCounts health, boolean shortWay) {
        this.sink = sink;
        this.warnings = warnings;
        this.health = health;
        long[] windows = FeatureProfiles.windows(options.profiles());
        table = new FlowTable(windows, FeatureProfiles.activityThreshold(options.profiles()).toNanos());
        evictions = new EvictionQueue(table);
        sessions = options.sessions() ? new SessionAssembler(sink::session, warnings) : null;
        inspector = new Inspector(table, names, warnings, sessions != null ? sessions : options.announcements() ? new Announcements() : null);
        view = new LiveFlow(table, options.profiles(), windows);
        relay = sink.isAside() && sessions == null ? new FlowRelay(table, sink, new LiveFlow(table, options.profiles(), windows)) : null;
        maxFlows = options.maxFlows();
        contents = options.contents();
        idleTimeout = options.idleTimeout().toNanos();
        tcpIdleTimeout = options.tcpIdleTimeout().toNanos();
        activeTimeout = options.activeTimeout().isZero() ? Long.MAX_VALUE : options.activeTimeout().toNanos();
        this.shortWay = shortWay && activeTimeout == Long.MAX_VALUE;
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

    /// As [FlowTable#touch].
    long touch(long[] found, FlowKey[] keys, int count) {
        return table.touch(found, keys, count);
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
    /// @param checksum as [Checksums#of]
    /// @param symptoms bits of the packet's [Symptom]s so far
    /// @return the flow's ordinal
    long add(byte[] frames, Packet packet, FlowKey key, int checksum, int symptoms) {
        boolean found = table.find(key, flow);
        boolean forward = found && flow.isForward(key);
        if (found && symptoms == 0 && isUsual(packet, forward)) {
            return addUsual(frames, packet, key, checksum, forward);
        }
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
        return count(frames, packet, forward, symptoms, duplicates.again(packet, key, checksum));
    }

    /// @param copy it was captured twice and this is the second time
    private long count(byte[] frames, Packet packet, boolean forward, int symptoms, boolean copy) {
        suffer(packet, copy ? symptoms | Symptom.DUPLICATED.bit() : symptoms);
        flow.touch(now);
        table.add(flow, packet, forward);
        if (packet.protocol() == TCP) {
            TcpState.add(table, flow, packet, forward, copy);
            move();
        } else if (packet.quoted() != null) {
            tie(packet);
        }
        return look(frames, packet, forward);
    }

    /// Whether nothing but counters and the time of a flow change: a datagram, or a segment that only goes on, of a flow that goes on. Most packets are such
    /// ones, and need not be asked all that the rules ask.
    private boolean isUsual(Packet packet, boolean forward) {
        boolean tcp = packet.protocol() == TCP;
        if (!shortWay || !tcp && packet.protocol() != UDP || packet.fragment() || !flow.isUsual(tcp)) {
            return false;
        }
        long idle = packet.timeNanos() - flow.latest();
        return idle <= (tcp ? tcpIdleTimeout : idleTimeout) && (!tcp || TcpState.isUsual(flow.memory(), flow.base() + FlowRecord.TCP, packet, forward));
    }

    private long addUsual(byte[] frames, Packet packet, FlowKey key, int checksum, boolean forward) {
        if (duplicates.again(packet, key, checksum)) {
            return count(frames, packet, forward, 0, true);
        }
        flow.touch(now);
        table.add(flow, packet, forward);
        if (packet.protocol() == TCP) {
            TcpState.addUsual(flow.memory(), flow.base() + FlowRecord.TCP, packet, forward);
        }
        return look(frames, packet, forward);
    }

    private long look(byte[] frames, Packet packet, boolean forward) {
        if (contents && packet.payloadCaptured() > 0) {
            table.keepPayload(flow, forward, frames, packet.payloadStart(), packet.payloadCaptured());
            inspector.look(flow, packet, frames, forward);
        }
        return flow.ordinal();
    }

    /// Packets that come late are counted where all packets pass, also those without a flow.
    private void suffer(Packet packet, int symptoms) {
        if (symptoms != 0) {
            flow.suffer(symptoms);
            health.packet(symptoms & ~Symptom.REORDERED.bit());
            if ((symptoms & Symptom.DUPLICATED.bit()) != 0 && !warnings.again("duplicated")) {
                warnings.add("duplicated", "packets were captured twice, as a mirror port does; flows have too many packets and bytes", packet.offset());
            }
        }
    }

    /// An ICMP error stays a packet of its own flow; it is told to the flow that it quotes while that is live.
    private void tie(Packet error) {
        quotedKey.of(error.quoted());
        if (table.find(quotedKey, ending) && lapsed(ending, error.timeNanos()) == null) {
            table.icmpError(ending, error.icmpType(), error.icmpCode());
            table.quotes(flow, ending.ordinal());
        }
    }

    /// Why this packet does not belong to the flow of its key any more, or null when it does.
    private EndReason over(Packet packet, boolean forward) {
        EndReason lapsed = lapsed(flow, packet.timeNanos());
        boolean newSyn = lapsed == null && packet.protocol() == TCP && !packet.fragment() && TcpState.isNewSyn(flow, packet, forward);
        return newSyn ? EndReason.END_OF_FLOW : lapsed;
    }

    /// Why a flow has ended before that time, or null when it goes on.
    private EndReason lapsed(FlowRecord record, long time) {
        boolean closed = record.is(FlowRecord.CLOSED);
        if (closed && time - TcpState.closedAt(record) > linger) {
            return EndReason.END_OF_FLOW;
        }
        if (time - record.latest() > (record.is(FlowRecord.ESTABLISHED) ? tcpIdleTimeout : idleTimeout)) {
            return closed ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT;
        }
        boolean cut = activeTimeout < Long.MAX_VALUE && time - record.first() > activeTimeout;
        return cut ? EndReason.ACTIVE_TIMEOUT : null;
    }

    private void begin(Packet packet, FlowKey key) {
        if (table.live() >= maxFlows) {
            evict();
        }
        table.begin(flow, key, packet, begun++, now);
        mostLive = Math.max(mostLive, table.live());
        if (contents) {
            inspector.begun(flow, packet.timeNanos());
        }
    }

    /// A flow waits in the list of its state.
    private void move() {
        int list = flow.is(FlowRecord.CLOSED) ? IdleLists.CLOSED : flow.is(FlowRecord.ESTABLISHED) ? IdleLists.ESTABLISHED : IdleLists.PLAIN;
        if (flow.list() != list) {
            table.move(flow, list, now);
        }
    }

    private void end(FlowRecord record, EndReason reason) {
        conclude(record);
        table.retire(record);
        tell(record, reason);
        if (relay == null) {
            table.free(record);
        }
    }

    private void conclude(FlowRecord record) {
        inspector.finish(record);
        if (record.protocol() == TCP) {
            record.suffer(TcpState.isOneSided(record) ? Symptom.ONE_SIDED.bit() : 0);
            long missing = table.missing(record, true) + table.missing(record, false);
            record.suffer(missing > 0 ? Symptom.GAPS.bit() : 0);
            health.flow(record.symptoms(), missing);
        } else {
            health.flow(record.symptoms(), 0);
        }
        ended++;
        inspector.ended(record);
    }

    private void tell(FlowRecord record, EndReason reason) {
        if (relay != null) {
            relay.add(record, reason);
            return;
        }
        sink.flow(view.of(record, reason));
        if (sessions != null) {
            sessions.ended(view);
        }
    }

    /// The first packets after a long pause come before the clock believes the leap: their flows were touched at the old clock, but their own latest
    /// packet is as young as the reference.
    private void sweep(long reference) {
        if (sessions != null) {
            sessions.tick(now);
        }
        for (int list = 0; list < IdleLists.COUNT; list++) {
            long deadline = now - timeouts[list] - REORDERING_NANOS;
            for (int oldest = table.lists().oldest(list); oldest >= 0 && table.lists().placed(oldest) < deadline; oldest = table.lists().oldest(list)) {
                table.at(ending, oldest);
                if (ending.touched() < deadline && reference - ending.latest() > timeouts[list]) {
                    end(ending, ending.is(FlowRecord.CLOSED) ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT);
                } else {
                    table.move(ending, list, now);
                }
            }
        }
    }

    /// Ends the flow that has been idle the longest. When that was for longer than its timeout, it had ended already and only waited for a timer.
    private void evict() {
        evictions.longestIdle(ending);
        boolean closed = ending.is(FlowRecord.CLOSED);
        if (now - ending.touched() > timeouts[ending.list()]) {
            end(ending, closed ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT);
            return;
        }
        health.evicted();
        end(ending, closed ? EndReason.END_OF_FLOW : EndReason.LACK_OF_RESOURCES);
        if (!warnings.again("flow-table-full")) {
            warnings.add("flow-table-full", "more than " + maxFlows + " flows were live at once; those that had been idle the longest were ended early", 0);
        }
    }

    /// Ends all flows, in the order in which they began; they stay in the table, which is not used any more.
    ///
    /// @param clock at the end of the capture
    /// @param last time of the last packet
    void endAll(long clock, long last) {
        long[] live = new long[table.live()];
        int count = 0;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int number = table.lists().oldest(list); number >= 0; number = table.lists().next(number)) {
                live[count++] = table.at(ending, number).ordinal() << Integer.SIZE | number;
            }
        }
        Arrays.sort(live);
        for (long entry : live) {
            table.at(ending, (int) entry);
            long timeout = ending.is(FlowRecord.ESTABLISHED) ? tcpIdleTimeout : idleTimeout;
            boolean idle = clock - ending.touched() > timeout && last - ending.latest() > timeout;
            conclude(ending);
            tell(ending, ending.is(FlowRecord.CLOSED) ? EndReason.END_OF_FLOW : idle ? EndReason.IDLE_TIMEOUT : EndReason.FORCED_END);
        }
        if (sessions != null) {
            sessions.finish();
        }
        if (relay != null) {
            relay.finish();
        }
    }

    @Override
    public void close() {
        if (relay != null) {
            relay.close();
        }
    }
}

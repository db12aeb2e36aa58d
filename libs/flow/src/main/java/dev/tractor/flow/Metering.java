package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.flow.evidence.Payload;
import dev.tractor.packet.CaptureFormatException;
import dev.tractor.packet.CaptureReader;
import dev.tractor.packet.CaptureWarning;
import dev.tractor.packet.DecodedPacket;
import dev.tractor.packet.PacketDecoder;
import dev.tractor.vocabulary.EndReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One pass over one capture. Whether a packet still belongs to a flow is decided when the packet comes; the idle lists only free memory, once per
/// second of the capture's own clock.
final class Metering implements AutoCloseable {
    private static final long PROGRESS_PACKETS = 1 << 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /// Two packets in file order further apart are reported as a jump of the clock.
    private static final long CLOCK_JUMP_NANOS = 3_600 * NANOS_PER_SECOND;
    /// A single packet moves the clock by no more: a packet from 2038 does not end every flow.
    private static final long CLOCK_STEP_NANOS = 30 * NANOS_PER_SECOND;
    /// More than a frame of any Ethernet: a segmentation-offload super-packet.
    private static final int SUPER_PACKET_LENGTH = 9_216;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private final CaptureReader reader;
    private final FlowSink sink;
    private final PacketSink packetSink;
    private final Progress progress;
    private final MeterOptions options;
    private final long idleTimeout;
    private final long tcpIdleTimeout;
    private final long activeTimeout;
    private final long linger;
    private final long windowMicros;

    private final PacketDecoder decoder = new PacketDecoder();
    private final FlowRecords records = new FlowRecords(FlowRecord.LENGTH);
    private final FlowIndex index = new FlowIndex(records);
    private final IdleLists lists = new IdleLists(records);
    private final Fragments fragments = new Fragments();
    private final Names names = new Names();
    private final Payload payloadView = new Payload();
    private final FlowRecord flow = new FlowRecord();
    private final FlowRecord ending = new FlowRecord();
    private final LiveFlow view;
    private final Map<String, CaptureWarning> warnings = new LinkedHashMap<>();

    private long packets;
    private long bytes;
    private long packetsInFlows;
    private long bytesInFlows;
    private long packetsNonIp;
    private long bytesNonIp;
    private long packetsMalformed;
    private long bytesMalformed;
    private long tcpPackets;
    private long udpPackets;
    private long flowsBegun;
    private long flowsEnded;
    private long maxLive;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long previous;
    private long clock;
    private long nextSweep;

    Metering(CaptureReader reader, MeterOptions options, FlowSink sink, PacketSink packetSink, Progress progress) {
        this.reader = reader;
        this.options = options;
        this.sink = sink;
        this.packetSink = packetSink == null ? (offset, length, time, ordinal) -> {} : packetSink;
        this.progress = progress == null ? (read, seen, begun) -> true : progress;
        idleTimeout = options.idleTimeout().toNanos();
        tcpIdleTimeout = options.tcpIdleTimeout().toNanos();
        activeTimeout = options.activeTimeout().isZero() ? Long.MAX_VALUE : options.activeTimeout().toNanos();
        linger = options.closeLinger().toNanos();
        windowMicros = FeatureProfiles.windowMicros(options.profiles());
        view = new LiveFlow(options.profiles());
    }

    MeterResult run() throws IOException {
        while (reader.next()) {
            account();
            if (packets % PROGRESS_PACKETS == 0) {
                report();
            }
        }
        if (packets == 0) {
            List<CaptureWarning> why = reader.warnings();
            throw new CaptureFormatException("no packet is readable: " + (why.isEmpty() ? "the capture has none" : why.getLast().message()), reader.bytesRead());
        }
        fragments.end();
        endAll();
        report();
        return result();
    }

    private void report() {
        if (!progress.reached(reader.bytesRead(), packets, flowsBegun)) {
            throw new MeteringStoppedException();
        }
    }

    private MeterResult result() {
        List<CaptureWarning> all = new ArrayList<>(reader.warnings());
        all.addAll(warnings.values());
        Accounting accounting = new Accounting(packets, packetsInFlows, packetsNonIp, packetsMalformed, fragments.givenUpPackets(), 0,
                bytes, bytesInFlows, bytesNonIp, bytesMalformed, fragments.givenUpBytes(), 0);
        return new MeterResult(reader.info(), accounting, flowsEnded, tcpPackets, udpPackets, first, last, maxLive, all);
    }

    private void account() {
        int captured = reader.capturedLength();
        long time = reader.timeNanos();
        packets++;
        bytes += captured;
        tick(time);
        DecodedPacket packet = decoder.packet();
        switch (decoder.decode(reader.buffer(), reader.packetStart(), captured, reader.originalLength(), reader.linkType())) {
            case IP -> {
                if (packet.fragment) {
                    firstFragment(packet, time, captured);
                } else {
                    meter(packet, time, captured, reader.recordOffset(), reader.recordLength());
                }
            }
            case LATER_FRAGMENT -> laterFragment(packet, time, captured);
            case NON_IP -> {
                packetsNonIp++;
                bytesNonIp += captured;
            }
            case MALFORMED -> {
                packetsMalformed++;
                bytesMalformed += captured;
                warn("malformed", "packets whose IP or transport header contradicts itself or is cut");
            }
        }
    }

    private void tick(long time) {
        first = Math.min(first, time);
        last = Math.max(last, time);
        if (packets == 1) {
            clock = time;
            nextSweep = time + NANOS_PER_SECOND;
        } else if (Math.abs(time - previous) > CLOCK_JUMP_NANOS) {
            warn("clock-jump", "the clock jumps by more than an hour from one packet to the next");
        }
        if (time < previous) {
            warn("reordered", "packets are older than the packet before them");
        }
        previous = time;
        if (time > clock) {
            clock = Math.min(time, clock + CLOCK_STEP_NANOS);
            if (clock >= nextSweep) {
                nextSweep = clock + NANOS_PER_SECOND;
                sweep();
            }
        }
    }

    private void warn(String code, String message) {
        CaptureWarning old = warnings.get(code);
        warnings.put(code, old == null ? new CaptureWarning(code, message, 1, reader.recordOffset()) : new CaptureWarning(code, message, old.count() + 1, old.firstOffset()));
    }

    // ---- fragments

    private void firstFragment(DecodedPacket packet, long time, int captured) {
        List<Fragments.Waiting> waited = fragments.first(packet, time);
        meter(packet, time, captured, reader.recordOffset(), reader.recordLength());
        for (Fragments.Waiting fragment : waited) {
            asLaterFragment(packet, fragment);
            meter(packet, fragment.time(), fragment.capturedLength(), fragment.recordOffset(), fragment.recordLength());
        }
    }

    private static void asLaterFragment(DecodedPacket packet, Fragments.Waiting fragment) {
        packet.ipLength = fragment.ipLength();
        packet.payloadLength = fragment.payloadLength();
        packet.payloadCaptured = 0;
        packet.tcpFlags = 0;
        packet.fragmentOffset = 8;
    }

    private void laterFragment(DecodedPacket packet, long time, int captured) {
        var waiting = new Fragments.Waiting(time, packet.ipLength, packet.payloadLength, captured, reader.recordOffset(), reader.recordLength());
        if (fragments.later(packet, time, waiting)) {
            packet.payloadCaptured = 0;
            meter(packet, time, captured, reader.recordOffset(), reader.recordLength());
        }
    }

    // ---- flows

    private void meter(DecodedPacket packet, long time, int captured, long recordOffset, int recordLength) {
        packetsInFlows++;
        bytesInFlows += captured;
        if (packet.protocol == TCP) {
            tcpPackets++;
        } else if (packet.protocol == UDP) {
            udpPackets++;
        }
        if (packet.ipLength > SUPER_PACKET_LENGTH || packet.lengthWasZero) {
            warn("super-packet", "packets longer than a frame, as segmentation offload makes them, are counted as they are");
        }
        if (captured < reader.originalLength() && packet.payloadCaptured < packet.payloadLength) {
            warn("snapped", "packets were not captured whole; what their applications said may be missing");
        }
        long hash = FlowIndex.hash(packet);
        int slot = index.find(packet, hash);
        if (slot >= 0) {
            flow.at(records, slot);
            EndReason over = over(packet, time);
            if (over != null) {
                end(slot, hash, over);
                slot = -1;
            }
        }
        if (slot < 0) {
            slot = begin(packet, hash, time);
        }
        flow.at(records, slot).add(packet, time, windowMicros, TractorProfile.ACTIVITY_THRESHOLD_NANOS);
        lists.touch(flow, flow.isClosed() ? IdleLists.CLOSED : flow.isEstablished() ? IdleLists.ESTABLISHED : IdleLists.PLAIN);
        if (packet.payloadCaptured > 0) {
            payload(packet);
        }
        packetSink.packet(recordOffset, recordLength, time, flow.ordinal());
    }

    /// Why this packet does not belong to the flow of its key any more, or null when it does.
    private EndReason over(DecodedPacket packet, long time) {
        if (flow.isClosed()) {
            boolean reopened = (packet.tcpFlags & (SYN | ACK)) == SYN;
            return reopened || time - flow.closedAt() > linger ? EndReason.END_OF_FLOW : null;
        }
        if (time - flow.last() > timeout(flow)) {
            return EndReason.IDLE_TIMEOUT;
        }
        return time - flow.start() > activeTimeout ? EndReason.ACTIVE_TIMEOUT : null;
    }

    private long timeout(FlowRecord of) {
        return of.isEstablished() ? tcpIdleTimeout : idleTimeout;
    }

    private int begin(DecodedPacket packet, long hash, long time) {
        if (records.live() >= options.maxFlows()) {
            evict();
        }
        int slot = records.take();
        flow.at(records, slot).begin(packet, flowsBegun++, time);
        index.add(hash, slot);
        lists.add(flow, IdleLists.PLAIN);
        maxLive = Math.max(maxLive, records.live());
        if (!names.isEmpty()) {
            String name = names.of(flow.address(!flow.aInitiated()));
            if (name != null) {
                FlowPayload payload = new FlowPayload();
                payload.resolved(name);
                records.payload(slot, payload);
            }
        }
        return slot;
    }

    private void payload(DecodedPacket packet) {
        boolean fromA = flow.isFromA(packet);
        flow.keepFirstPayload(reader.buffer(), packet.payloadStart, packet.payloadCaptured, fromA);
        if (packet.protocol != TCP && packet.protocol != UDP) {
            return;
        }
        FlowPayload payload = records.payload(flow.slot());
        if (payload == null) {
            payload = new FlowPayload();
            records.payload(flow.slot(), payload);
        }
        if (!payload.isDone()) {
            payload.look(packet, reader.buffer(), fromA, fromA == flow.aInitiated(), payloadView, names);
        }
    }

    // ---- ends

    private void end(int slot, long hash, EndReason reason) {
        ending.at(records, slot);
        sink.flow(view.of(ending, records.payload(slot), reason));
        flowsEnded++;
        index.remove(hash, slot);
        lists.remove(ending);
        records.giveBack(slot);
    }

    /// Frees what no later packet of this clock can join.
    private void sweep() {
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int slot = lists.oldest(list); slot >= 0; slot = lists.oldest(list)) {
                ending.at(records, slot);
                boolean over = ending.isClosed() ? clock - ending.closedAt() > linger && clock - ending.last() > linger : clock - ending.last() > timeout(ending);
                if (!over) {
                    break;
                }
                end(slot, ending.hash(), ending.isClosed() ? EndReason.END_OF_FLOW : EndReason.IDLE_TIMEOUT);
            }
        }
    }

    /// Ends the flow that waits longest.
    private void evict() {
        int oldest = -1;
        long since = Long.MAX_VALUE;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            int slot = lists.oldest(list);
            if (slot >= 0 && ending.at(records, slot).last() < since) {
                since = ending.last();
                oldest = slot;
            }
        }
        end(oldest, ending.at(records, oldest).hash(), EndReason.LACK_OF_RESOURCES);
        warn("flow-table-full", "more than " + options.maxFlows() + " flows were live at once; the longest idle ones were ended early");
    }

    private void endAll() {
        long[] live = new long[records.live()];
        int count = 0;
        for (int list = 0; list < IdleLists.COUNT; list++) {
            for (int slot = lists.oldest(list); slot >= 0; slot = flow.at(records, slot).nextSlot()) {
                live[count++] = flow.at(records, slot).ordinal() << 24 | slot;
            }
        }
        Arrays.sort(live);
        for (long entry : live) {
            int slot = (int) (entry & 0xFFFFFF);
            ending.at(records, slot);
            end(slot, ending.hash(), ending.isClosed() ? EndReason.END_OF_FLOW : EndReason.FORCED_END);
        }
    }

    @Override
    public void close() {
        records.close();
    }

}

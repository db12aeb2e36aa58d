package dev.tractor.flow;

import dev.tractor.flow.evidence.Names;
import dev.tractor.packet.Packet;
import dev.tractor.packet.Warnings;
import java.io.IOException;

/// One pass over one capture: every packet is decoded, accounted for and given to its flow.
///
/// Packets come in batches: the places of all of them in the index are touched before the first one is counted, so that the processor fetches the records of
/// many flows at once. The result does not depend on where batches begin.
final class Metering implements AutoCloseable {
    /// A power of two.
    private static final int PROGRESS_PACKETS = 1 << 16;
    /// More than a jumbo frame: a super-packet of segmentation offload.
    private static final int SUPER_PACKET_BYTES = 9_216;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final PacketFeed feed;
    private final Warnings warnings;
    private final HealthCounts health = new HealthCounts();
    private final Flows flows;
    private final PacketSink packetSink;
    private final Progress progress;
    private final Fragments fragments = new Fragments();
    private final CaptureClock clock = new CaptureClock();
    private final long fromNanos;
    private final long untilNanos;
    private final FlowKey keyOfWaiting = new FlowKey();
    private final long[] entries = new long[PacketBatch.PACKETS];
    private long bytesRead;
    /// Without meaning: written so that the reads before are not left out.
    private long touched;

    private long packets;
    private long bytes;
    private long packetsInFlows;
    private long bytesInFlows;
    private long packetsNonIp;
    private long bytesNonIp;
    private long packetsMalformed;
    private long bytesMalformed;
    private long packetsFiltered;
    private long bytesFiltered;
    private long tcpPackets;
    private long udpPackets;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long previous;
    private boolean late;

    /// @param feed closed with this
    /// @param names that the capture tells
    /// @param shortWay whether usual packets may take it; only a test says no
    Metering(PacketFeed feed, Warnings warnings, Names names, MeterOptions options, FlowSink sink, PacketSink packetSink, Progress progress, boolean shortWay) {
        this.feed = feed;
        this.warnings = warnings;
        this.flows = new Flows(options, sink, warnings, names, health, shortWay);
        this.packetSink = packetSink;
        this.progress = progress;
        this.fromNanos = options.fromNanos();
        this.untilNanos = options.untilNanos();
    }

    MeterResult run() throws IOException {
        for (PacketBatch batch = feed.next(); batch.count > 0; batch = feed.next()) {
            bytesRead = batch.bytesRead;
            touch(batch);
            for (int i = 0; i < batch.count; i++) {
                account(batch.frames, batch.packets[i], batch.keys[i], batch.checksums[i]);
            }
        }
        fragments.end();
        flows.endAll(clock.end(), previous);
        report();
        return result();
    }

    private void touch(PacketBatch batch) {
        FlowIndex index = flows.index();
        for (int i = 0; i < batch.count; i++) {
            entries[i] = batch.packets[i].kind() == Packet.Kind.IP ? index.touch(batch.keys[i].hash) : 0;
        }
        touched += flows.touch(entries, batch.keys, batch.count);
    }

    private void report() {
        if (progress != null && !progress.reached(bytesRead, packets, flows.begun())) {
            throw new MeteringStoppedException();
        }
    }

    private MeterResult result() {
        if (fragments.unfinishedPackets() > 0) {
            warnings.add("unfinished-fragments", "fragments whose first one is not in the capture belong to no flow", fragments.unfinishedPackets(), 0);
        }
        Accounting accounting = new Accounting(packets, packetsInFlows, packetsNonIp, packetsMalformed, fragments.unfinishedPackets(), packetsFiltered,
                bytes, bytesInFlows, bytesNonIp, bytesMalformed, fragments.unfinishedBytes(), bytesFiltered);
        return new MeterResult(feed.info(), feed.layout(), accounting, flows.ended(), tcpPackets, udpPackets, earliest, latest, flows.mostLive(), health.health(),
                warnings.list());
    }

    private void account(byte[] frames, Packet packet, FlowKey key, int checksum) {
        packets++;
        bytes += packet.captured();
        long time = packet.timeNanos();
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        if (time < fromNanos || time >= untilNanos) {
            packetsFiltered++;
            bytesFiltered += packet.captured();
        } else {
            account(frames, packet, key, checksum, time);
        }
        if ((packets & PROGRESS_PACKETS - 1) == 0) {
            report();
        }
    }

    private void account(byte[] frames, Packet packet, FlowKey key, int checksum, long time) {
        flows.tick(time(packet, time), clock.reference());
        switch (packet.kind()) {
            case IP -> {
                if (packet.fragment()) {
                    fragment(frames, packet, key, checksum);
                } else {
                    meter(frames, packet, key, checksum, late);
                }
            }
            case NON_IP -> {
                packetsNonIp++;
                bytesNonIp += packet.captured();
            }
            case MALFORMED -> {
                packetsMalformed++;
                bytesMalformed += packet.captured();
                warn("malformed", "packets have headers that contradict themselves or are cut off; they belong to no flow", packet.offset());
            }
        }
    }

    /// @return the capture's clock
    private long time(Packet packet, long time) {
        boolean first = packets - packetsFiltered == 1;
        late = !first && time < previous;
        if (first) {
            clock.start(time);
        } else if (late) {
            health.packet(Symptom.REORDERED.bit());
            warn("reordered", "packets are older than the one before them", packet.offset());
        }
        if (!first && Math.abs(time - previous) > CaptureClock.JUMP_NANOS) {
            health.clockJump();
            warn("clock-jump", "the time jumps by more than a day between neighbouring packets", packet.offset());
        }
        previous = time;
        return clock.advance(time);
    }

    private void warn(String code, String message, long offset) {
        if (!warnings.again(code)) {
            warnings.add(code, message, offset);
        }
    }

    private void fragment(byte[] frames, Packet packet, FlowKey key, int checksum) {
        if (packet.fragmentOffset() > 0) {
            if (fragments.later(packet)) {
                key.of(packet);
                meter(frames, packet, key, checksum, late);
            }
            return;
        }
        for (Packet waited : fragments.first(packet)) {
            keyOfWaiting.of(waited);
            meter(frames, waited, keyOfWaiting, 0, false);
        }
        meter(frames, packet, key, checksum, late);
    }

    private void meter(byte[] frames, Packet packet, FlowKey key, int checksum, boolean reordered) {
        packetsInFlows++;
        bytesInFlows += packet.captured();
        if (packet.protocol() == TCP) {
            tcpPackets++;
        } else if (packet.protocol() == UDP) {
            udpPackets++;
        }
        int symptoms = reordered ? Symptom.REORDERED.bit() : 0;
        if (packet.ipLength() > SUPER_PACKET_BYTES) {
            symptoms |= Symptom.SUPER_PACKETS.bit();
            warn("super-packets", "packets are longer than a frame, as segmentation offload makes them; they are counted as they are", packet.offset());
        }
        if (packet.captured() < packet.original() && packet.payloadCaptured() < packet.payloadLength()) {
            symptoms |= Symptom.SNAPPED.bit();
            warn("snapped", "packets were not captured whole; what their applications said may be missing", packet.offset());
        }
        long ordinal = flows.add(frames, packet, key, checksum, symptoms);
        if (packetSink != null) {
            packetSink.packet(packet.offset(), packet.recordLength(), packet.timeNanos(), ordinal);
        }
    }

    @Override
    public void close() throws IOException {
        flows.close();
        feed.close();
    }
}

package dev.tractor.gateway.packets;

import dev.tractor.flow.index.FlowSet;
import dev.tractor.flow.index.PacketIndexReader;
import dev.tractor.flow.index.PacketSlice;
import dev.tractor.flow.index.SequentialBytes;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.export.FlowExport;
import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.gateway.results.JobResults;
import dev.tractor.gateway.results.RangedObject;
import dev.tractor.gateway.results.ReadAhead;
import dev.tractor.packet.CaptureReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Finds the packets of flows by the job's packet index and copies them out of its capture: by ranged reads, or from the capture's beginning where it is compressed.
@ApplicationScoped
public class Packets {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES = 4;
    private static final int NANO_DIGITS = 9;
    /// Times of flows are cut off at the microsecond.
    private static final long CUT_OFF_NANOS = 999;

    private final StatsClient stats;
    private final FlowExport flows;
    private final JobResults results;
    private final PacketsConfig config;

    Packets(@RestClient StatsClient stats, FlowExport flows, JobResults results, PacketsConfig config) {
        this.stats = stats;
        this.flows = flows;
        this.results = results;
        this.config = config;
    }

    /// An answer that can be written: the capture is the one that the job read, and what is asked for is within the bounds.
    ///
    /// @param packets how many there have to be
    public record Slice(PacketIndexReader index, RangedObject capture, FlowSet flows, long packets) {}

    /// @throws ApiException 400 when they are too many, 409 when capture or index are not there any more
    public Slice of(Job job, FlowItem flow) {
        requireWithin(flow.packetsFwd() + flow.packetsBwd(), flow.bytesFwd() + flow.bytesBwd());
        FlowSet one = add(new FlowSet(), flow);
        return slice(job, one, flow.packetsFwd() + flow.packetsBwd());
    }

    /// @return empty when the job's flows are not stored
    /// @throws ApiException 400 when it is no query or finds too many packets, 409 when capture or index are not there any more
    public Optional<Slice> of(Job job, String query) {
        return BackEnd.STATS.find(() -> stats.groups(job.jobId(), query, "label", null, 1)).map(found -> {
            requireWithin(found.total().packets(), found.total().bytes());
            boolean all = query == null || query.isBlank();
            return slice(job, all ? FlowSet.first(found.total().flows()) : found(job, query), found.total().packets());
        });
    }

    private FlowSet found(Job job, String query) {
        FlowSet found = new FlowSet();
        try {
            flows.visit(flows.find(job.jobId(), query, null).orElseThrow(), flow -> add(found, flow));
        } catch (IOException e) {
            throw new IllegalStateException("nothing is written", e);
        }
        return found;
    }

    private static FlowSet add(FlowSet flows, FlowItem flow) {
        return flows.add(flow.flow(), nanos(flow.timeStart()), nanos(flow.timeEnd()) + CUT_OFF_NANOS);
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.movePointRight(NANO_DIGITS).longValue();
    }

    private void requireWithin(long packets, long bytes) {
        long maxBytes = config.maxBytes().asLongValue();
        if (packets > config.maxPackets() || bytes > maxBytes) {
            throw ApiException.of(ProblemType.TOO_MANY_PACKETS, String.format(Locale.ROOT, "These are %,d packets with %,d bytes; an answer has at most %,d packets (tractor.packets.max-packets) with %,d bytes (tractor.packets.max-bytes). Narrow the query.",
                    packets, bytes, config.maxPackets(), maxBytes));
        }
    }

    private Slice slice(Job job, FlowSet wanted, long packets) {
        var source = results.packets(job);
        try {
            return new Slice(PacketIndexReader.open(new ReadAhead(source.index())), source.capture(), wanted, packets);
        } catch (IOException e) {
            throw ApiException.of(ProblemType.CAPTURE_CHANGED, "The index of the job's packets cannot be read (%s). Process the capture again.".formatted(e.getMessage()));
        }
    }

    /// @throws ApiException 503 when a compressed capture takes longer than the limit, or the store is away
    public void write(Slice slice, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        long copied = isCompressed(slice.capture()) ? copySequentially(slice, buffered) : PacketSlice.copy(slice.index(), slice.flows(), new ReadAhead(slice.capture()), buffered);
        if (copied != slice.packets()) {
            throw ApiException.fault("The packet index of '%s' has %d packets of these flows, which have %d.".formatted(slice.capture().name(), copied, slice.packets()), null);
        }
        buffered.flush();
    }

    private static boolean isCompressed(RangedObject capture) {
        return CaptureReader.isCompressed(capture.read(0, (int) Math.min(MAGIC_BYTES, capture.length())));
    }

    private long copySequentially(Slice slice, OutputStream out) throws IOException {
        RangedObject capture = slice.capture();
        long deadline = System.nanoTime() + config.timeLimit().toNanos();
        try (SequentialBytes bytes = new SequentialBytes(() -> CaptureReader.uncompressed(capture.open(0, capture.length())), () -> requireInTime(deadline))) {
            return PacketSlice.copy(slice.index(), slice.flows(), bytes, out);
        }
    }

    private void requireInTime(long deadline) {
        if (System.nanoTime() - deadline > 0) {
            throw ApiException.unavailable("The capture is compressed and is read from its beginning, which takes longer than %d s (tractor.packets.time-limit). Upload it uncompressed."
                    .formatted(config.timeLimit().toSeconds()), null);
        }
    }
}

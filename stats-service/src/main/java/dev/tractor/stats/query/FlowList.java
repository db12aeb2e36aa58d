package dev.tractor.stats.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tractor.stats.StoreConfig;
import dev.tractor.stats.columns.Coded;
import dev.tractor.stats.columns.Column;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.columns.Numbers;
import dev.tractor.stats.columns.Segment;
import dev.tractor.stats.geo.IpAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lists flows segment by segment straight into the answer, so that a list of millions takes no more memory than one of a few.
@ApplicationScoped
public class FlowList {
    /// The most flows of a page.
    public static final int PAGE_LIMIT = 10_000;

    /// So many lists are being sent that another one has to come later.
    public static final class TooManyListsException extends RuntimeException {
        TooManyListsException() {
            super("too many flow lists are being read, try again later");
        }
    }

    private static final long WAIT_FOR_OTHERS_SECONDS = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Semaphore streams;
    /// A list that breaks off must not look whole.
    private final JsonFactory json = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);

    FlowList(StoreConfig config) {
        this.streams = new Semaphore(config.flowStreams(), true);
    }

    /// All flows after the given one.
    public FlowPage all(JobFlows job, FlowSelection selection, long afterOrdinal) {
        return new FlowPage(job, selection, afterOrdinal, Long.MAX_VALUE, false);
    }

    /// The next `limit` flows.
    public FlowPage page(JobFlows job, FlowSelection selection, long afterOrdinal, int limit) {
        long last = afterOrdinal;
        int flows = 0;
        for (Segment segment : job.segments()) {
            Numbers ordinals = segment.numbers(Column.ORDINAL);
            BitSet found = ordinals.greatest() > afterOrdinal ? selection.of(segment) : new BitSet();
            for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
                if (ordinals.get(row) > afterOrdinal) {
                    if (flows++ == limit) {
                        return new FlowPage(job, selection, afterOrdinal, last, true);
                    }
                    last = ordinals.get(row);
                }
            }
        }
        return new FlowPage(job, selection, afterOrdinal, last, false);
    }

    /// Writes the page as a JSON array; waits first while too many others do.
    ///
    /// @throws IOException when the reader has gone
    /// @throws TooManyListsException when the wait is too long; nothing is written then
    public void write(FlowPage page, OutputStream target) throws IOException {
        acquirePlace();
        try (JsonGenerator out = json.createGenerator(target)) {
            out.writeStartArray();
            for (Segment segment : page.job().segments()) {
                Numbers ordinals = segment.numbers(Column.ORDINAL);
                if (ordinals.greatest() > page.afterOrdinal() && ordinals.least() <= page.lastOrdinal()) {
                    write(page, segment, ordinals, out);
                }
            }
            out.writeEndArray();
        } finally {
            streams.release();
        }
    }

    private void acquirePlace() {
        try {
            if (!streams.tryAcquire(WAIT_FOR_OTHERS_SECONDS, TimeUnit.SECONDS)) {
                throw new TooManyListsException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyListsException();
        }
    }

    private static void write(FlowPage page, Segment segment, Numbers ordinals, JsonGenerator out) throws IOException {
        Coded clients = segment.coded(Column.SRC_IP);
        Coded clientPorts = segment.coded(Column.SRC_PORT);
        Coded servers = segment.coded(Column.DST_IP);
        Coded serverPorts = segment.coded(Column.DST_PORT);
        Coded comments = segment.coded(Column.COMMENT);
        Numbers starts = segment.numbers(Column.START);
        Numbers ends = segment.end();
        BitSet found = page.selection().of(segment);
        for (int row = found.nextSetBit(0); row >= 0; row = found.nextSetBit(row + 1)) {
            long ordinal = ordinals.get(row);
            if (ordinal > page.lastOrdinal()) {
                return;
            }
            if (ordinal > page.afterOrdinal()) {
                out.writeStartObject();
                out.writeStringField("client_ip", address(clients, row));
                out.writeNumberField("client_port", number(clientPorts, row));
                out.writeStringField("server_ip", address(servers, row));
                out.writeNumberField("server_port", number(serverPorts, row));
                out.writeNumberField("time_start", Math.floorDiv(starts.get(row), NANOS_PER_SECOND));
                out.writeNumberField("time_end", Math.floorDiv(ends.get(row), NANOS_PER_SECOND));
                out.writeStringField("comment", comments.text(row));
                out.writeEndObject();
            }
        }
    }

    private static String address(Coded addresses, int row) {
        return IpAddress.of(addresses.dictionary().bytes(addresses.code(row))).shortest();
    }

    private static long number(Coded numbers, int row) {
        return numbers.dictionary().number(numbers.code(row));
    }
}

package dev.tractor.gateway.export;

import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.FlowPage;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.flows.FlowItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Writes all flows that a query finds, holding one page of them. A finished job does not change, so the pages fit together.
@ApplicationScoped
public class FlowExport {
    /// Flows that are asked for at once: a few hundred KiB.
    static final int PAGE_FLOWS = 1_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final StatsClient stats;

    FlowExport(@RestClient StatsClient stats) {
        this.stats = stats;
    }

    /// Receives flows in the order that was asked for.
    @FunctionalInterface
    public interface Sink {
        void flow(FlowItem flow) throws IOException;
    }

    /// The begin of an answer: the query is one, and the job's flows are there.
    public record Found(long jobId, String query, String sort, FlowPage first) {}

    /// @return empty when the flows of the job are not stored
    /// @throws dev.tractor.gateway.backend.ApiException 400 when it is no query or no order
    public Optional<Found> find(long jobId, String query, String sort) {
        return BackEnd.STATS.find(() -> stats.search(jobId, query, sort, PAGE_FLOWS, null)).map(first -> new Found(jobId, query, sort, FlowPage.of(first)));
    }

    public void visit(Found found, Sink sink) throws IOException {
        for (FlowPage page = found.first(); page != null; page = next(found, page.next())) {
            for (FlowItem flow : page.flows()) sink.flow(flow);
        }
    }

    private FlowPage next(Found found, String cursor) {
        return cursor == null ? null : FlowPage.of(BackEnd.STATS.ask(() -> stats.search(found.jobId(), found.query(), found.sort(), PAGE_FLOWS, cursor)));
    }

    /// A page as JSON.
    public void write(List<FlowItem> flows, List<FlowColumn> columns, OutputStream out) throws IOException {
        FlowRows rows = new JsonRows(out, columns, false);
        for (FlowItem flow : flows) rows.write(flow);
        rows.finish();
    }

    /// @param format any but PCAPNG
    public void write(Found found, FlowFormat format, List<FlowColumn> columns, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        FlowRows rows = switch (format) {
            case JSON -> new JsonRows(buffered, columns, false);
            case NDJSON -> new JsonRows(buffered, columns, true);
            case CSV -> new CsvRows(buffered, columns);
            case PARQUET -> new ParquetRows(buffered, columns);
            case PCAPNG -> throw new IllegalArgumentException("packets are no rows");
        };
        visit(found, rows::write);
        rows.finish();
        buffered.flush();
    }
}

package dev.tractor.stats.rest;

import dev.tractor.query.Query;
import dev.tractor.query.QueryException;
import dev.tractor.stats.query.Statistics;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.FlowSort;
import dev.tractor.stats.search.FoundFlow;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Flows of a complete job by query.
@Path("/internal/jobs/{job_id}/search")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SearchResource {
    private static final int DEFAULT_LIMIT = 100;

    private final Statistics statistics;
    private final FlowSearch search;

    SearchResource(Statistics statistics, FlowSearch search) {
        this.statistics = statistics;
        this.search = search;
    }

    /// @param next cursor of the next page, null after the last
    public record Page(List<FoundFlow> flows, String next) {}

    /// @param sort a field, with `-` in front for the greatest first
    @GET
    public Page search(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor)
            throws SQLException {
        boolean descending = sort != null && sort.startsWith("-");
        FlowSort order = sort == null ? FlowSort.FLOW : FlowSort.named(descending ? sort.substring(1) : sort).orElseThrow(() -> new BadRequestException(
                "sort is " + Arrays.stream(FlowSort.values()).map(FlowSort::field).collect(Collectors.joining(", ")) + ", with - in front for the greatest first; not '" + sort + "'"));
        int rows = Parameters.oneTo(FlowSearch.PAGE_LIMIT, "limit", limit, DEFAULT_LIMIT);
        FlowRequest request = new FlowRequest(jobId, parsed(query), order, descending, rows, Parameters.position(cursor));
        if (!statistics.isComplete(jobId)) {
            throw new NotFoundException("the flows of job " + jobId + " are not completely stored here");
        }
        FlowSearch.Found found = search.find(request);
        return new Page(found.flows(), found.next() == null ? null : Parameters.cursor(found.next()));
    }

    private static Query parsed(String query) {
        try {
            return Query.parse(query == null ? "" : query);
        } catch (QueryException e) {
            throw new BadRequestException("query: " + e.getMessage());
        }
    }
}

package dev.tractor.stats.rest;

import dev.tractor.query.Query;
import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.search.FlowGroups;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.GroupField;
import dev.tractor.stats.search.Timeline;
import dev.tractor.stats.search.Turns;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;

/// Flows of a complete job by query.
@Path("/internal/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SearchResource {
    private static final int DEFAULT_TOP = 100;
    private static final int DEFAULT_SERIES = 8;
    private static final int DEFAULT_INTERVALS = 120;

    private final CompleteJobs jobs;
    private final Turns turns;

    SearchResource(CompleteJobs jobs, Turns turns) {
        this.jobs = jobs;
        this.turns = turns;
    }

    /// The next page's cursor, if there is one, is in the header `X-Next-Cursor`.
    ///
    /// @param sort a field, with `-` in front for the greatest first
    @GET
    @Path("search")
    public Response search(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") String limit, @QueryParam("cursor") String cursor)
            throws SQLException {
        FlowRequest request = Parameters.flows(query, sort, limit, cursor);
        JobFlows job = jobs.complete(jobId);
        FlowSearch.Page found = turns.take(() -> FlowSearch.page(job, request));
        Response.ResponseBuilder page = Response.ok(found.flows());
        return (found.next() == null ? page : page.header(JobResource.NEXT_CURSOR, Parameters.cursor(found.next()))).build();
    }

    /// @param by the field whose values are summed by
    /// @param order flows, packets, bytes or rarest
    @GET
    @Path("groups")
    public FlowGroups groups(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("order") String order, @QueryParam("top") String top)
            throws SQLException {
        GroupField field = Parameters.field(by);
        FlowGroups.Order greatest = Parameters.order(order);
        int rows = Parameters.oneTo(FlowGroups.TOP_LIMIT, "top", top, DEFAULT_TOP);
        Query parsed = Parameters.query(query);
        return turns.take(() -> FlowGroups.of(jobs.complete(jobId), parsed, field, greatest, rows));
    }

    @GET
    @Path("timeline")
    public Timeline timeline(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("top") String top,
            @QueryParam("intervals") String intervals) throws SQLException {
        GroupField field = Parameters.field(by == null ? GroupField.LABEL.field() : by);
        int series = Parameters.oneTo(Timeline.MAX_SERIES, "top", top, DEFAULT_SERIES);
        int columns = Parameters.oneTo(Timeline.MAX_INTERVALS, "intervals", intervals, DEFAULT_INTERVALS);
        Query parsed = Parameters.query(query);
        return turns.take(() -> Timeline.of(jobs.complete(jobId), parsed, field, series, columns));
    }
}

package dev.tractor.stats.rest;

import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.geo.IpAddress;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.query.FlowCounts;
import dev.tractor.stats.query.FlowList;
import dev.tractor.stats.query.FlowPage;
import dev.tractor.stats.query.FlowSelection;
import dev.tractor.stats.query.HostDetails;
import dev.tractor.stats.query.StatisticItem;
import dev.tractor.stats.query.Statistics;
import dev.tractor.stats.search.Turns;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.sql.SQLException;
import java.util.List;

/// What is known of the flows of a complete job.
@Path("/internal/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class JobResource {
    public static final String NEXT_CURSOR = "X-Next-Cursor";

    private final CompleteJobs jobs;
    private final Statistics statistics;
    private final FlowList flows;
    private final Turns turns;

    JobResource(CompleteJobs jobs, Statistics statistics, FlowList flows, Turns turns) {
        this.jobs = jobs;
        this.statistics = statistics;
        this.flows = flows;
        this.turns = turns;
    }

    @GET
    @Path("statistics")
    public List<StatisticItem> statistics(@PathParam("job_id") long jobId, @QueryParam("label") String label, @QueryParam("top") String top) throws SQLException {
        String wanted = Parameters.label(label);
        int entries = top(top);
        JobFlows job = jobs.complete(jobId);
        return wanted == null ? statistics.ofJob(jobId, entries) : turns.take(() -> statistics.ofLabel(job, wanted, entries));
    }

    @GET
    @Path("hosts/{ip}")
    public HostDetails host(@PathParam("job_id") long jobId, @PathParam("ip") String ip, @QueryParam("top") String top) throws SQLException {
        IpAddress address = Parameters.ip(ip);
        int entries = top(top);
        JobFlows job = jobs.complete(jobId);
        return turns.take(() -> statistics.ofHost(job, address, entries)).orElseThrow(() -> new NotFoundException("job " + jobId + " has no flow of " + ip));
    }

    @GET
    @Path("flows")
    public Response flows(@PathParam("job_id") long jobId, @QueryParam("label") String label, @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor) throws SQLException {
        String wanted = Parameters.label(label);
        long after = Parameters.afterOrdinal(cursor);
        int flowsOfPage = Parameters.oneTo(FlowList.PAGE_LIMIT, "limit", limit, FlowList.PAGE_LIMIT);
        JobFlows job = jobs.complete(jobId);
        FlowSelection selection = wanted == null ? new FlowSelection.All() : new FlowSelection.WithLabel(wanted);
        FlowPage page = limit == null ? flows.all(job, selection, after) : turns.take(() -> flows.page(job, selection, after, flowsOfPage));
        StreamingOutput body = output -> flows.write(page, output);
        Response.ResponseBuilder response = Response.ok(body);
        return (page.hasMore() ? response.header(NEXT_CURSOR, Parameters.cursor(page.lastOrdinal())) : response).build();
    }

    private static int top(String text) {
        return Parameters.oneTo(FlowCounts.TOP_LIMIT, "top", text, FlowCounts.DEFAULT_TOP);
    }
}

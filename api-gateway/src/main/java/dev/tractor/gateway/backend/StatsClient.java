package dev.tractor.gateway.backend;

import dev.tractor.gateway.flows.Beacons;
import dev.tractor.gateway.flows.FlowGroups;
import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.gateway.flows.FlowTimeline;
import dev.tractor.gateway.flows.HostDetails;
import dev.tractor.gateway.flows.HostGraph;
import dev.tractor.gateway.flows.JobComparison;
import dev.tractor.gateway.flows.JobOverview;
import dev.tractor.gateway.flows.SessionDetails;
import dev.tractor.gateway.v1.DetailsIp;
import dev.tractor.gateway.v1.StatisticItem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/// stats-service: what was found in a job.
@RegisterRestClient(configKey = "stats")
@Path("/internal/jobs/{job_id}")
public interface StatsClient {
    /// Has a next page when the answer carries it.
    String NEXT_CURSOR = "X-Next-Cursor";

    /// Of the whole capture without a label.
    @GET
    @Path("/statistics")
    List<StatisticItem> statistics(@PathParam("job_id") long jobId, @QueryParam("label") String label, @QueryParam("top") Integer top);

    @GET
    @Path("/hosts/{ip}")
    DetailsIp host(@PathParam("job_id") long jobId, @PathParam("ip") String ip, @QueryParam("top") Integer top);

    /// The flow list as it comes over the wire; the caller closes it.
    @GET
    @Path("/flows")
    RestResponse<InputStream> flows(@PathParam("job_id") long jobId, @QueryParam("label") String label, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor);

    /// A page of the flows that a query finds.
    @GET
    @Path("/search")
    RestResponse<List<FlowItem>> search(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") Integer limit,
                                        @QueryParam("cursor") String cursor);

    /// The same as it comes over the wire.
    @GET
    @Path("/search")
    RestResponse<byte[]> searchJson(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") Integer limit,
                                    @QueryParam("cursor") String cursor);

    /// The found flows summed by a field.
    @GET
    @Path("/groups")
    FlowGroups groups(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("order") String order, @QueryParam("top") Integer top);

    /// The found flows over time.
    @GET
    @Path("/timeline")
    FlowTimeline timeline(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("top") Integer top, @QueryParam("intervals") Integer intervals);

    /// As it was folded.
    @GET
    @Path("/overview")
    JobOverview overview(@PathParam("job_id") long jobId);

    @GET
    @Path("/sessions")
    SessionPage sessions(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor);

    @GET
    @Path("/sessions/{session}")
    SessionDetails session(@PathParam("job_id") long jobId, @PathParam("session") long session);

    @GET
    @Path("/hosts")
    HostPage hosts(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("limit") Integer limit, @QueryParam("cursor") String cursor);

    @GET
    @Path("/hosts/{ip}/profile")
    HostDetails hostProfile(@PathParam("job_id") long jobId, @PathParam("ip") String ip, @QueryParam("top") Integer top);

    @GET
    @Path("/graph")
    HostGraph graph(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("top") Integer top);

    @GET
    @Path("/beacons")
    Beacons beacons(@PathParam("job_id") long jobId, @QueryParam("query") String query, @QueryParam("sort") String sort, @QueryParam("top") Integer top);

    /// @param sameFlows whether equal numbers name equal flows in both jobs
    @GET
    @Path("/comparison")
    JobComparison comparison(@PathParam("job_id") long jobId, @QueryParam("with") long other, @QueryParam("query") String query, @QueryParam("by") String by, @QueryParam("same_flows") boolean sameFlows);
}

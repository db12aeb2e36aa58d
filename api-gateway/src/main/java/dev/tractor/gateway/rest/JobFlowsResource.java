package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.flows.FlowGroups;
import dev.tractor.gateway.flows.FlowItem;
import dev.tractor.gateway.flows.FlowTimeline;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/jobs/{job_id}/flows`, `/groups`, `/timeline`: the flows of a job by query.
@Path("/v1/jobs/{job_id}")
@Tag(name = "flows", description = "Find the flows of a job")
@Problem
@FinishedResult
public class JobFlowsResource {
    private static final String QUERY = "A condition in the query language; all flows without it";

    private final Jobs jobs;
    private final StatsClient stats;

    JobFlowsResource(Jobs jobs, @RestClient StatsClient stats) {
        this.jobs = jobs;
        this.stats = stats;
    }

    @GET
    @Path("/flows")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "findFlows", summary = "The flows that a query finds, page by page", description = "409 until the job has finished.")
    @APIResponse(responseCode = "200", description = "A page of flows",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = FlowItem.class)))
    public Response flows(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                          @Parameter(description = QUERY, example = "label:telegram and dst.port:443 and bytes>1M") @QueryParam("query") String query,
                          @Parameter(description = "flow (the default), start, duration, bytes or packets; with - in front the greatest first", example = "-bytes") @QueryParam("sort") String sort,
                          @Parameter(description = "At most so many, 1 to 10,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                          @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                          @Context UriInfo uri) {
        Integer limit = Parameters.limit(limitText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        var page = BackEnd.STATS.find(() -> stats.search(id, query, sort, limit, cursor)).orElseThrow(() -> FileResource.resultsMissing(id));
        var answer = Response.ok(page.flows());
        Link.next(uri, page.next()).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    @GET
    @Path("/groups")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "groupFlows", summary = "The found flows summed by a field", description = "409 until the job has finished.")
    public FlowGroups groups(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                             @Parameter(description = QUERY) @QueryParam("query") String query,
                             @Parameter(required = true, description = "label, group, method, app, class, domain, user_agent, ip, src.ip, dst.ip, country, src.country, dst.country, src.port, dst.port, protocol, end_reason or session") @QueryParam("by") String by,
                             @Parameter(description = "flows (the default), packets or bytes, greatest first") @QueryParam("order") String order,
                             @Parameter(description = "At most so many groups, 1 to 10,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.groups(id, query, by, order, top)).orElseThrow(() -> FileResource.resultsMissing(id));
    }

    @GET
    @Path("/timeline")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "flowTimeline", summary = "The found flows over time", description = "409 until the job has finished.")
    public FlowTimeline timeline(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                 @Parameter(description = QUERY) @QueryParam("query") String query,
                                 @Parameter(description = "As in /groups; label without it") @QueryParam("by") String by,
                                 @Parameter(description = "Series with the most bytes that are told apart, 1 to 50; 8 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText,
                                 @Parameter(description = "1 to 1,000; 120 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("intervals") String intervalsText) {
        Integer top = Parameters.top(topText);
        Integer intervals = Parameters.intervals(intervalsText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.timeline(id, query, by, top, intervals)).orElseThrow(() -> FileResource.resultsMissing(id));
    }
}

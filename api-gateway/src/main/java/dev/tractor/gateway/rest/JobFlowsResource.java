package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.flows.FlowGroups;
import dev.tractor.gateway.flows.FlowTimeline;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/jobs/{job_id}/groups`, `/timeline`: the flows of a job by query, summed.
@Path("/v1/jobs/{job_id}")
@Tag(name = "flows", description = "Find the flows of a job")
@FinishedResult
public class JobFlowsResource {
    static final String QUERY = "A condition in the query language; all flows without it";

    private final Jobs jobs;
    private final StatsClient stats;

    JobFlowsResource(Jobs jobs, @RestClient StatsClient stats) {
        this.jobs = jobs;
        this.stats = stats;
    }

    @GET
    @Path("/groups")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "groupFlows", summary = "The found flows summed by a field", description = "409 until the job has finished.")
    public FlowGroups groups(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                             @Parameter(description = QUERY) @QueryParam("query") String query,
                             @Parameter(required = true, description = "label, group, method, app, class, domain, user_agent, ip, src.ip, dst.ip, country, src.country, dst.country, src.port, dst.port, protocol, end_reason, symptom or session") @QueryParam("by") String by,
                             @Parameter(description = "flows (the default), packets or bytes, greatest first; or rarest, fewest flows first") @QueryParam("order") String order,
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

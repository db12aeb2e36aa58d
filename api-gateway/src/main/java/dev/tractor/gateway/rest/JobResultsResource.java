package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.flows.Beacons;
import dev.tractor.gateway.flows.HostDetails;
import dev.tractor.gateway.flows.HostGraph;
import dev.tractor.gateway.flows.HostList;
import dev.tractor.gateway.flows.JobComparison;
import dev.tractor.gateway.flows.JobOverview;
import dev.tractor.gateway.flows.SessionDetails;
import dev.tractor.gateway.flows.SessionList;
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
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/jobs/{job_id}/overview`, `/sessions`, `/hosts`, `/graph`, `/beacons`, `/compare`: a finished job as it is looked at.
@Path("/v1/jobs/{job_id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results", description = "Look at a finished job")
@FinishedResult
public class JobResultsResource {
    private static final String QUERY = "A condition in the query language; all flows without it";
    private static final String FINISHED = "409 until the job has finished.";
    private static final String LIMIT = "At most so many, 1 to 1,000; 100 without it";
    private static final String CURSOR = "From the Link header of the page before";

    private final Jobs jobs;
    private final StatsClient stats;

    JobResultsResource(Jobs jobs, @RestClient StatsClient stats) {
        this.jobs = jobs;
        this.stats = stats;
    }

    @GET
    @Path("/overview")
    @RunOnVirtualThread
    @Operation(operationId = "jobOverview", summary = "A job at a glance", description = FINISHED)
    public JobOverview overview(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return results(id, () -> stats.overview(id));
    }

    @GET
    @Path("/sessions")
    @RunOnVirtualThread
    @Operation(operationId = "findSessions", summary = "The sessions that have a flow which a query finds, page by page", description = FINISHED)
    @APIResponse(responseCode = "200", description = "A page of sessions", headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = SessionList.class)))
    public Response sessions(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                             @Parameter(description = QUERY) @QueryParam("query") String query,
                             @Parameter(description = "session (the default), start, duration, flows, bytes or packets; with - in front the greatest first", example = "-flows") @QueryParam("sort") String sort,
                             @Parameter(description = LIMIT, schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                             @Parameter(description = CURSOR) @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        int limit = Parameters.pageLimit(limitText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        var page = results(id, () -> stats.sessions(id, query, sort, limit, cursor));
        return page(new SessionList(page.sessions()), uri, page.next());
    }

    @GET
    @Path("/sessions/{session}")
    @RunOnVirtualThread
    @Operation(operationId = "session", summary = "A session and why its flows belong together", description = FINISHED)
    public SessionDetails session(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                  @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("session") String session) {
        long number = Parameters.number("session", session);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.session(id, number)).orElseThrow(() -> ApiException.of(ProblemType.UNKNOWN_SESSION, "Job %d has no session %d.".formatted(id, number)));
    }

    @GET
    @Path("/hosts")
    @RunOnVirtualThread
    @Operation(operationId = "findHosts", summary = "The hosts of the flows that a query finds, page by page", description = "Their figures are those of the found flows. " + FINISHED)
    @APIResponse(responseCode = "200", description = "A page of hosts", headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = HostList.class)))
    public Response hosts(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                          @Parameter(description = QUERY) @QueryParam("query") String query,
                          @Parameter(description = "bytes, flows, peers, ip, bytes_sent or bytes_received; with - in front the greatest first; -bytes without it", example = "-peers") @QueryParam("sort") String sort,
                          @Parameter(description = LIMIT, schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                          @Parameter(description = CURSOR) @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        int limit = Parameters.pageLimit(limitText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        var page = results(id, () -> stats.hosts(id, query, sort, limit, cursor));
        return page(new HostList(page.hosts()), uri, page.next());
    }

    @GET
    @Path("/hosts/{ip}")
    @RunOnVirtualThread
    @Operation(operationId = "host", summary = "What the flows of a job say about one host", description = "Its timeline is /timeline with the query ip:ADDRESS. " + FINISHED)
    public HostDetails host(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId, @PathParam("ip") String ip,
                            @Parameter(description = "The most of each list, 1 to 1,000; 20 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        String address = Parameters.ip(ip);
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return BackEnd.STATS.find(() -> stats.hostProfile(id, address, top)).orElseThrow(() -> ApiException.of(ProblemType.UNKNOWN_HOST, "Job %d has no flow of %s.".formatted(id, address)));
    }

    @GET
    @Path("/graph")
    @RunOnVirtualThread
    @Operation(operationId = "hostGraph", summary = "Who talks to whom in the found flows", description = FINISHED)
    public HostGraph graph(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                           @Parameter(description = QUERY) @QueryParam("query") String query,
                           @Parameter(description = "What makes a host great: bytes (the default) or flows") @QueryParam("by") String by,
                           @Parameter(description = "Hosts with a node of their own, 1 to 500; 40 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return results(id, () -> stats.graph(id, query, by, top));
    }

    @GET
    @Path("/beacons")
    @RunOnVirtualThread
    @Operation(operationId = "beacons", summary = "Who calls whom regularly in the found flows", description = "Each client with each service that it turned to five times or more. " + FINISHED)
    public Beacons beacons(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                           @Parameter(description = QUERY) @QueryParam("query") String query,
                           @Parameter(description = "score, contacts, flows, interval, deviation (relative to the interval) or bytes; with - in front the greatest first; -score without it", example = "-contacts") @QueryParam("sort") String sort,
                           @Parameter(description = "The most that are listed, 1 to 1,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("top") String topText) {
        Integer top = Parameters.top(topText);
        long id = jobs.requireFinished(Parameters.jobId(jobId));
        return results(id, () -> stats.beacons(id, query, sort, top));
    }

    @GET
    @Path("/compare")
    @RunOnVirtualThread
    @Operation(operationId = "compareJobs", summary = "A job beside another", description = """
            Flows of both summed by a field. Where both have the same flows (one labels those of the other again, or capture, engine and options are the same), also what differs flow by flow. \
            409 until both have finished.""")
    public JobComparison compare(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                 @Parameter(required = true, description = "The right job; job_id is the left one", schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @QueryParam("with") String with,
                                 @Parameter(description = "As in /groups; label without it") @QueryParam("by") String by,
                                 @Parameter(description = QUERY) @QueryParam("query") String query) {
        long rightId = Parameters.number("with", Parameters.required("with", with));
        Job left = jobs.finished(Parameters.jobId(jobId));
        Job right = jobs.finished(rightId);
        return results(left.jobId(), () -> stats.comparison(left.jobId(), rightId, query, by, left.hasFlowsOf(right)));
    }

    private static <T> T results(long jobId, Supplier<T> question) {
        return BackEnd.STATS.find(question).orElseThrow(() -> FileResource.resultsMissing(jobId));
    }

    private static Response page(Object body, UriInfo uri, String next) {
        var answer = Response.ok(body);
        Link.next(uri, next).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }
}

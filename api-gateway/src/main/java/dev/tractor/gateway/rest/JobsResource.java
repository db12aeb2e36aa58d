package dev.tractor.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.JobPage;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.captures.HealthReport;
import dev.tractor.gateway.captures.JobList;
import dev.tractor.gateway.captures.JobSummary;
import dev.tractor.gateway.upload.CaptureName;
import dev.tractor.gateway.v1.FileStatus;
import dev.tractor.gateway.v1.JobDetails;
import dev.tractor.gateway.v1.JobProgress;
import dev.tractor.gateway.v1.JobRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// `/v1/jobs`: what can be done with jobs beside v1.
@Path("/v1/jobs")
@Tag(name = "jobs", description = "Start, label again, follow, cancel and delete jobs")
public class JobsResource {
    private final RegistryClient registry;
    private final Jobs jobs;
    private final JobEvents events;
    private final JsonBody json;

    JobsResource(@RestClient RegistryClient registry, Jobs jobs, JobEvents events, JsonBody json) {
        this.registry = registry;
        this.jobs = jobs;
        this.events = events;
        this.json = json;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "listJobs", summary = "Jobs, the newest first, page by page")
    @APIResponse(responseCode = "200", description = "A page of jobs",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = JobList.class)))
    public Response list(@Parameter(description = "Only those on the capture of this name, whatever its version", example = "office.pcap") @QueryParam("capture") String capture,
                         @Parameter(description = "Only those of this state", schema = @Schema(type = SchemaType.STRING, enumeration = {"in_progress", "finished", "failed"})) @QueryParam("state") String state,
                         @Parameter(description = "At most so many, 1 to 1,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                         @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                         @Context UriInfo uri) {
        int limit = Parameters.pageLimit(limitText);
        JobPage page = BackEnd.REGISTRY.ask(() -> registry.jobs(capture, state, limit, cursor));
        var answer = Response.ok(new JobList(page.jobs().stream().map(JobSummary::of).toList()));
        Link.next(uri, page.next()).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "startJob", summary = "Starts a job for a capture, or labels the flows of a finished job again", description = """
            With `relabel` the flows are those that the other job has stored, the capture is not read. Refused with 409 when that job has not finished, or has not stored the vectors that the model \
            takes: then the capture is to be processed with that model. While an equal job runs (same capture, options and model), that job is the answer.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JobRequest.class)))
    @APIResponse(responseCode = "202", description = "The job, which goes on", headers = @Header(name = "Location", description = "Path of the job", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = JobDetails.class)))
    public Response start(InputStream body) throws IOException {
        JsonNode request = json.object(body);
        String model = request.has("model") ? JsonBody.text(request, "model") : null;
        JsonNode options = request.hasNonNull("options") ? request.path("options") : null;
        var asked = request.has("relabel") ? new RegistryClient.JobRequest(null, source(request), model, options)
                : new RegistryClient.JobRequest(CaptureName.requireSafe(JsonBody.text(request, "file_name")), null, model, options);
        Job job = BackEnd.REGISTRY.ask(() -> registry.start(asked));
        return Response.accepted(JobDetails.of(job)).header(HttpHeaders.LOCATION, "/v1/jobs/" + job.jobId()).build();
    }

    private static long source(JsonNode request) {
        if (request.has("file_name")) throw ApiException.badRequest("The body has file_name and relabel: give the one or the other.");
        JsonNode job = request.path("relabel");
        if (!job.isIntegralNumber() || !job.canConvertToLong()) throw ApiException.badRequest("relabel is the number of a finished job, as in {\"relabel\": 12345}.");
        return job.longValue();
    }

    @GET
    @Path("/{job_id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "getJob", summary = "A job with what its answer depends on")
    public JobDetails get(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        return JobDetails.of(jobs.get(Parameters.jobId(jobId)));
    }

    @DELETE
    @Path("/{job_id}")
    @RunOnVirtualThread
    @Operation(operationId = "deleteJob", summary = "Deletes a job with everything that was stored of it", description = """
            Its flows and statistics go in the background. 409 while it runs, and while another job labels its flows again.""")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public void delete(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        long id = Parameters.jobId(jobId);
        BackEnd.REGISTRY.tell(() -> registry.deleteJob(id));
        jobs.forget();
    }

    @POST
    @Path("/{job_id}/cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "cancelJob", summary = "Cancels a job", description = "It is then failed with the message cancelled. 409 when it has ended already.")
    public FileStatus cancel(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        long id = Parameters.jobId(jobId);
        return BackEnd.REGISTRY.find(() -> registry.cancel(id)).map(FileStatus::of).orElseThrow(() -> Jobs.unknown(id));
    }

    @GET
    @Path("/{job_id}/health")
    @FinishedResult
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "jobHealth", summary = "How whole the capture of a job is, and where each of its packets went", description = "409 until the job has read all of the capture.")
    @APIResponse(responseCode = "200", description = "The report", content = @Content(schema = @Schema(implementation = HealthReport.class)))
    public Response health(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        long id = Parameters.jobId(jobId);
        return Response.ok(BackEnd.REGISTRY.ask(() -> registry.health(id))).build();
    }

    @GET
    @Path("/{job_id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(operationId = "jobEvents", summary = "Follows a job", description = """
            Server-sent events named `progress`, each time something has changed, with a JobProgress as data. The last one has the state finished or failed, then the stream ends. An event's id \
            depends on nothing but the job's state: a client that comes back with `Last-Event-ID`, to whatever replica, is told the state only if it is another one by now, and gets 204 when the job has \
            ended and it knows that.""")
    @APIResponse(responseCode = "200", description = "The events", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING, description = "The data of each event is a JobProgress", contentMediaType = MediaType.APPLICATION_JSON, contentSchema = JobProgress.class)))
    @APIResponse(responseCode = "204", description = "The job has ended, and the client knows its end by Last-Event-ID")
    public Multi<OutboundSseEvent> events(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId,
                                          @Parameter(description = "Of the last event that the client has got") @HeaderParam("Last-Event-ID") String lastEventId,
                                          @Context Sse sse) {
        return events.of(jobs.get(Parameters.jobId(jobId)), lastEventId, sse);
    }
}

package dev.tractor.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.upload.CaptureName;
import dev.tractor.gateway.v1.FileStatus;
import dev.tractor.gateway.v1.JobDetails;
import dev.tractor.gateway.v1.JobProgress;
import dev.tractor.gateway.v1.JobRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
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
@Tag(name = "jobs", description = "Start, label again, follow and cancel a job")
@Problem
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

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "startJob", summary = "Starts a job for a capture, or labels the flows of a finished job again", description = """
            With `relabel` the flows are those that the other job has stored, the capture is not read. Refused with 409 when that job has not finished, or has not stored the vectors that the model \
            takes: then the capture is to be processed with that model. While an equal job runs, that job is the answer.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JobRequest.class)))
    @APIResponse(responseCode = "200", description = "The job", content = @Content(schema = @Schema(implementation = JobDetails.class)))
    public JobDetails start(InputStream body) throws IOException {
        JsonNode request = json.object(body);
        String model = request.has("model") ? JsonBody.text(request, "model") : null;
        var job = request.has("relabel") ? new RegistryClient.JobRequest(null, source(request), model)
                : new RegistryClient.JobRequest(CaptureName.requireSafe(JsonBody.text(request, "file_name")), null, model);
        return JobDetails.of(BackEnd.REGISTRY.ask(() -> registry.start(job)));
    }

    private static long source(JsonNode request) {
        if (request.has("file_name")) throw ApiException.badRequest("The body has file_name and relabel: give the one or the other.");
        if (!request.path("relabel").canConvertToLong()) throw ApiException.badRequest("relabel is the number of a finished job, as in {\"relabel\": 12345}.");
        return request.path("relabel").longValue();
    }

    @GET
    @Path("/{job_id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "getJob", summary = "A job with what its answer depends on")
    public JobDetails get(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        return JobDetails.of(jobs.get(Parameters.jobId(jobId)));
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
    @Path("/{job_id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(operationId = "jobEvents", summary = "Follows a job", description = """
            Server-sent events named `progress`, each time something has changed, with a JobProgress as data. The last one has the state finished or failed, then the stream ends.""")
    @APIResponse(responseCode = "200", description = "The events", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = JobProgress.class)))
    public Multi<OutboundSseEvent> events(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId, @Context Sse sse) {
        return events.of(jobs.get(Parameters.jobId(jobId)), sse);
    }
}

package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.FileStatus;
import dev.tractor.gateway.v1.JobProgress;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// `/v1/jobs/{job_id}`: what can be done with a job beside v1.
@Path("/v1/jobs/{job_id}")
@Tag(name = "jobs", description = "Follow and cancel a job")
@Problem
public class JobsResource {
    private final RegistryClient registry;
    private final Jobs jobs;
    private final JobEvents events;

    JobsResource(@RestClient RegistryClient registry, Jobs jobs, JobEvents events) {
        this.registry = registry;
        this.jobs = jobs;
        this.events = events;
    }

    @POST
    @Path("/cancel")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(operationId = "cancelJob", summary = "Cancels a job", description = "It is then failed with the message cancelled. 409 when it has ended already.")
    public FileStatus cancel(@Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64")) @PathParam("job_id") String jobId) {
        long id = Parameters.jobId(jobId);
        return BackEnd.REGISTRY.find(() -> registry.cancel(id)).map(FileStatus::of).orElseThrow(() -> Jobs.unknown(id));
    }

    @GET
    @Path("/events")
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

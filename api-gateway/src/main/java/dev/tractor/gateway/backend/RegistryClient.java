package dev.tractor.gateway.backend;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// file-registry: captures and jobs.
@RegisterRestClient(configKey = "registry")
@Path("/internal")
public interface RegistryClient {
    record CaptureName(String name) {}

    /// Either a capture to process or a job whose flows are to be labelled again.
    record JobRequest(String fileName, Long relabel, String model) {}

    record ModelReference(String model) {}

    @GET
    @Path("/captures")
    CapturePage captures(@QueryParam("limit") int limit, @QueryParam("cursor") String cursor);

    /// Makes the registry look at that object now.
    @POST
    @Path("/captures")
    Capture register(CaptureName name);

    /// The running equal job, else a new one.
    @POST
    @Path("/jobs")
    Job start(JobRequest request);

    @GET
    @Path("/jobs/{job_id}")
    Job job(@PathParam("job_id") long jobId);

    @GET
    @Path("/jobs/{job_id}")
    Uni<Job> jobLater(@PathParam("job_id") long jobId);

    @GET
    @Path("/models")
    ModelPage models();

    @GET
    @Path("/models/{model}")
    Model model(@PathParam("model") String reference);

    @PUT
    @Path("/models/active")
    Model activate(ModelReference reference);

    @DELETE
    @Path("/models/{model}")
    void deleteModel(@PathParam("model") String reference);

    @POST
    @Path("/jobs/{job_id}/cancel")
    Job cancel(@PathParam("job_id") long jobId);
}

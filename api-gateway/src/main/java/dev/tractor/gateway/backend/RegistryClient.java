package dev.tractor.gateway.backend;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// file-registry: captures and jobs.
@RegisterRestClient(configKey = "registry")
@Path("/internal")
public interface RegistryClient {
    record CaptureName(String name) {}

    record JobRequest(String fileName) {}

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

    @POST
    @Path("/jobs/{job_id}/cancel")
    Job cancel(@PathParam("job_id") long jobId);
}

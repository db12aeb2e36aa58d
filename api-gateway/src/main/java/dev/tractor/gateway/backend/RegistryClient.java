package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.JsonNode;
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
    record JobRequest(String fileName, Long relabel, String model, JsonNode options) {}

    record UploadRequest(String name, long sizeBytes, String sha256, boolean replace) {}

    record ModelReference(String model) {}

    /// Parameters that are null are left out.
    @GET
    @Path("/captures")
    CapturePage captures(@QueryParam("search") String search, @QueryParam("state") String state, @QueryParam("sort") String sort, @QueryParam("limit") int limit,
                         @QueryParam("cursor") String cursor);

    @GET
    @Path("/captures/named")
    Capture capture(@QueryParam("name") String name);

    @DELETE
    @Path("/captures/named")
    void deleteCapture(@QueryParam("name") String name);

    /// Makes the registry look at that object now.
    @POST
    @Path("/captures")
    Capture register(CaptureName name);

    /// The running equal job, else a new one.
    @POST
    @Path("/jobs")
    Job start(JobRequest request);

    @GET
    @Path("/jobs")
    JobPage jobs(@QueryParam("capture") String capture, @QueryParam("state") String state, @QueryParam("limit") int limit, @QueryParam("cursor") String cursor);

    /// What the extraction found of the capture itself.
    @GET
    @Path("/jobs/{job_id}/health")
    JsonNode health(@PathParam("job_id") long jobId);

    @DELETE
    @Path("/jobs/{job_id}")
    void deleteJob(@PathParam("job_id") long jobId);

    @POST
    @Path("/uploads")
    DirectUpload beginUpload(UploadRequest request);

    @GET
    @Path("/uploads/{upload_id}")
    DirectUpload upload(@PathParam("upload_id") String uploadId);

    @DELETE
    @Path("/uploads/{upload_id}")
    void abortUpload(@PathParam("upload_id") String uploadId);

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

package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.registry.capture.CaptureNames;
import dev.tractor.registry.job.JobOptions;
import dev.tractor.registry.job.JobService;
import dev.tractor.registry.job.JobView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/// The jobs.
@Path("/internal/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {
    private final JobService jobs;

    JobResource(JobService jobs) {
        this.jobs = jobs;
    }

    /// @param fileName of the capture
    /// @param options null for none
    public record Start(@JsonProperty(required = true) String fileName, JsonNode options) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public JobView start(Start start) {
        String name = Parameters.body(start).fileName();
        CaptureNames.check(name);
        JobOptions options = JobOptions.of(start.options());
        jobs.refresh(name);
        return jobs.start(name, options);
    }

    @GET
    @Path("/{jobId}")
    public JobView get(@RestPath long jobId) {
        return jobs.get(jobId);
    }

    @POST
    @Path("/{jobId}/cancel")
    public JobView cancel(@RestPath long jobId) {
        return jobs.cancel(jobId);
    }
}

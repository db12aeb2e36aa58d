package dev.tractor.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.registry.capture.CaptureNames;
import dev.tractor.registry.capture.RemovalRelay;
import dev.tractor.registry.job.Deletion;
import dev.tractor.registry.job.HealthReport;
import dev.tractor.registry.job.JobListing;
import dev.tractor.registry.job.JobOptions;
import dev.tractor.registry.job.JobPage;
import dev.tractor.registry.job.JobService;
import dev.tractor.registry.job.JobView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// The jobs.
@Path("/internal/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {
    private static final int DEFAULT_LIMIT = 100;

    private final JobService jobs;
    private final JobListing listing;
    private final Deletion deletion;
    private final RemovalRelay removals;

    JobResource(JobService jobs, JobListing listing, Deletion deletion, RemovalRelay removals) {
        this.jobs = jobs;
        this.listing = listing;
        this.deletion = deletion;
        this.removals = removals;
    }

    @GET
    public JobPage list(@RestQuery Optional<String> capture, @RestQuery Optional<String> state, @RestQuery Optional<String> limit, @RestQuery Optional<String> cursor) {
        return listing.page(capture, state.map(JobListing::state), limit.map(Parameters::limit).orElse(DEFAULT_LIMIT), cursor);
    }

    /// What is asked for: a capture to process, or a finished job whose flows are to be labelled again.
    ///
    /// @param fileName of the capture
    /// @param options null for none
    /// @param relabel the job
    /// @param model a name or the beginning of a digest; null for the active one
    public record Start(String fileName, JsonNode options, Long relabel, String model) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public JobView start(Start start) {
        if (Parameters.body(start).relabel() != null) {
            return relabel(start);
        }
        String name = Parameters.text("file_name", start.fileName());
        CaptureNames.check(name);
        JobOptions options = JobOptions.of(start.options());
        jobs.refresh(name);
        return jobs.start(name, options, start.model());
    }

    private JobView relabel(Start start) {
        if (start.fileName() != null || start.options() != null) {
            throw new IllegalArgumentException("relabel goes without file_name and options: the flows are those of job " + start.relabel());
        }
        return jobs.relabel(start.relabel(), start.model());
    }

    @GET
    @Path("/{jobId}")
    public JobView get(@RestPath long jobId) {
        return jobs.get(jobId);
    }

    @GET
    @Path("/{jobId}/health")
    public HealthReport health(@RestPath long jobId) {
        return jobs.health(jobId);
    }

    @DELETE
    @Path("/{jobId}")
    public void delete(@RestPath long jobId) {
        deletion.job(jobId);
        removals.carryOutNow();
    }

    @POST
    @Path("/{jobId}/cancel")
    public JobView cancel(@RestPath long jobId) {
        return jobs.cancel(jobId);
    }
}

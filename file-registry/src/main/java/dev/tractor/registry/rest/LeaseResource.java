package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.job.Completion;
import dev.tractor.registry.job.Heartbeat;
import dev.tractor.registry.job.Lease;
import dev.tractor.registry.job.LeaseService;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The extractors' side of jobs.
@Path("/internal/leases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LeaseResource {
    private final LeaseService leases;

    LeaseResource(LeaseService leases) {
        this.leases = leases;
    }

    /// @param owner names the extractor process
    public record Take(@JsonProperty(required = true) String owner) {}

    /// @param batchesStored of the job's attempt
    public record HeartbeatAnswer(int batchesStored) {}

    /// @param reason why the capture cannot be analysed
    public record Failure(@JsonProperty(required = true) String owner, @JsonProperty(required = true) String reason) {}

    @POST
    public RestResponse<Lease> take(Take take) {
        return leases.take(Parameters.text("owner", Parameters.body(take).owner())).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }

    @PUT
    @Path("/{jobId}/{attempt}")
    public HeartbeatAnswer heartbeat(@RestPath long jobId, @RestPath int attempt, Heartbeat heartbeat) {
        return new HeartbeatAnswer(leases.heartbeat(jobId, attempt, Parameters.body(heartbeat)));
    }

    @POST
    @Path("/{jobId}/{attempt}/completion")
    public void complete(@RestPath long jobId, @RestPath int attempt, Completion completion) {
        leases.complete(jobId, attempt, Parameters.body(completion));
    }

    @POST
    @Path("/{jobId}/{attempt}/failure")
    public void fail(@RestPath long jobId, @RestPath int attempt, Failure failure) {
        leases.fail(jobId, attempt, Parameters.text("owner", Parameters.body(failure).owner()), Parameters.text("reason", failure.reason()));
    }
}

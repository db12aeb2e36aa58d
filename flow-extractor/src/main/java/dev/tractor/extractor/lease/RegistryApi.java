package dev.tractor.extractor.lease;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/// The paths of docs/reference/internal-api.md that are about leases.
@Path("/internal/leases")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface RegistryApi {
    /// Who asks.
    record Owner(String owner) {}

    /// Answer to a heartbeat.
    record Stored(int batchesStored) {}

    /// Why a job failed.
    record Failure(String owner, String reason) {}

    @POST
    RestResponse<Lease> take(Owner owner);

    @PUT
    @Path("/{job}/{attempt}")
    RestResponse<Stored> heartbeat(@PathParam("job") long job, @PathParam("attempt") int attempt, Heartbeat heartbeat);

    @POST
    @Path("/{job}/{attempt}/completion")
    RestResponse<Void> complete(@PathParam("job") long job, @PathParam("attempt") int attempt, Completion completion);

    @POST
    @Path("/{job}/{attempt}/failure")
    RestResponse<Void> fail(@PathParam("job") long job, @PathParam("attempt") int attempt, Failure failure);
}

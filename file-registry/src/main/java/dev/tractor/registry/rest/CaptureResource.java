package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.capture.CaptureCatalogue;
import dev.tractor.registry.capture.CaptureNames;
import dev.tractor.registry.capture.RemovalRelay;
import dev.tractor.registry.job.CaptureListing;
import dev.tractor.registry.job.CapturePage;
import dev.tractor.registry.job.CaptureRequest;
import dev.tractor.registry.job.CaptureView;
import dev.tractor.registry.job.Deletion;
import dev.tractor.registry.job.NotFoundInRegistryException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.resteasy.reactive.RestQuery;

/// The captures in the bucket.
@Path("/internal/captures")
@Produces(MediaType.APPLICATION_JSON)
public class CaptureResource {
    private final CaptureCatalogue catalogue;
    private final CaptureListing listing;
    private final Deletion deletion;
    private final RemovalRelay removals;

    CaptureResource(CaptureCatalogue catalogue, CaptureListing listing, Deletion deletion, RemovalRelay removals) {
        this.catalogue = catalogue;
        this.listing = listing;
        this.deletion = deletion;
        this.removals = removals;
    }

    @GET
    public CapturePage list(@RestQuery Optional<String> search, @RestQuery Optional<String> state, @RestQuery Optional<String> sort, @RestQuery Optional<String> limit,
                            @RestQuery Optional<String> cursor) {
        return listing.page(new CaptureRequest(search, state, sort, limit.map(Parameters::limit).map(OptionalInt::of).orElse(OptionalInt.empty()), cursor));
    }

    /// @param name the object's
    public record Look(@JsonProperty(required = true) String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CaptureView look(Look look) {
        String name = checked(Parameters.body(look).name());
        if (!catalogue.stored(name, null)) {
            throw NotFoundInRegistryException.capture(name);
        }
        return listing.get(name);
    }

    @GET
    @Path("/named")
    public CaptureView get(@RestQuery String name) {
        return listing.get(checked(name));
    }

    @DELETE
    @Path("/named")
    public void delete(@RestQuery String name) {
        deletion.capture(checked(name));
        removals.carryOutNow();
    }

    private static String checked(String name) {
        CaptureNames.check(name);
        return name;
    }
}

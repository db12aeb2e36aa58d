package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.capture.CaptureCatalogue;
import dev.tractor.registry.job.CaptureListing;
import dev.tractor.registry.capture.CaptureNames;
import dev.tractor.registry.job.CapturePage;
import dev.tractor.registry.job.CaptureView;
import dev.tractor.registry.job.NotFoundInRegistryException;
import jakarta.ws.rs.Consumes;
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

    CaptureResource(CaptureCatalogue catalogue, CaptureListing listing) {
        this.catalogue = catalogue;
        this.listing = listing;
    }

    @GET
    public CapturePage list(@RestQuery Optional<String> limit, @RestQuery Optional<String> cursor) {
        return listing.page(limit.map(Parameters::limit).map(OptionalInt::of).orElse(OptionalInt.empty()), cursor);
    }

    /// @param name the object's
    public record Look(@JsonProperty(required = true) String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CaptureView look(Look look) {
        String name = Parameters.body(look).name();
        CaptureNames.check(name);
        if (!catalogue.look(name)) {
            throw new NotFoundInRegistryException("the bucket has no object '" + name + "'");
        }
        return listing.get(name);
    }
}

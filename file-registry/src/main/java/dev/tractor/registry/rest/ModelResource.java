package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.model.ModelEntry;
import dev.tractor.registry.model.ModelService;
import dev.tractor.registry.model.ModelView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/// The models.
@Path("/internal/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private final ModelService models;

    ModelResource(ModelService models) {
        this.models = models;
    }

    /// @param models the newest first
    public record Listing(List<ModelView> models) {}

    /// @param model a name, or the beginning of a digest
    public record Reference(@JsonProperty(required = true) String model) {}

    @GET
    public Listing list() {
        return new Listing(models.all());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public ModelView add(ModelEntry entry) {
        return models.add(Parameters.body(entry));
    }

    @PUT
    @Path("/active")
    @Consumes(MediaType.APPLICATION_JSON)
    public ModelView activate(Reference reference) {
        return models.activate(Parameters.text("model", Parameters.body(reference).model()));
    }

    @GET
    @Path("/{reference}")
    public ModelView get(@RestPath String reference) {
        return models.get(reference);
    }

    @DELETE
    @Path("/{reference}")
    public void delete(@RestPath String reference) {
        models.delete(reference);
    }
}

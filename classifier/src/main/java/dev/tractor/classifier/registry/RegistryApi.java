package dev.tractor.classifier.registry;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/// The paths of docs/reference/internal-api.md that are about models.
@Path("/internal/models")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface RegistryApi {
    /// A model that was checked and is in the bucket.
    record ModelEntry(String digest, String name, String profile, JsonNode manifest, long sizeBytes, boolean builtIn) {}

    /// @return the model as the registry shows it
    @POST
    JsonNode add(ModelEntry entry);
}

package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.gateway.v1.LabelGroup;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// classifier: the labels it can give, what was measured of its models.
@RegisterRestClient(configKey = "classifier")
@Path("/internal")
public interface ClassifierClient {
    @GET
    @Path("/labels")
    List<LabelGroup> labels();

    /// What was measured of a model, as it was uploaded.
    @GET
    @Path("/models/{digest}/report")
    JsonNode report(@PathParam("digest") String digest);
}

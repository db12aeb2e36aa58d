package dev.tractor.gateway.backend;

import dev.tractor.gateway.v1.LabelGroup;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// classifier: the labels it can give.
@RegisterRestClient(configKey = "classifier")
@Path("/internal")
public interface ClassifierClient {
    @GET
    @Path("/labels")
    List<LabelGroup> labels();
}

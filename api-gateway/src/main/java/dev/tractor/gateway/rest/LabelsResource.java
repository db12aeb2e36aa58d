package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.LabelCatalogue;
import dev.tractor.gateway.v1.LabelGroup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// `/v1/labels`: what flows can be labelled with.
@Path("/v1/labels")
@Tag(name = "labels", description = "What flows can be labelled with")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LabelsResource {
    private final LabelCatalogue catalogue;

    LabelsResource(LabelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Path("/list")
    @Operation(operationId = "listLabels", summary = "Every label that the system can give, by group")
    public List<LabelGroup> list() {
        return catalogue.groups();
    }
}

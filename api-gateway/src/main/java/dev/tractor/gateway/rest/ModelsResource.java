package dev.tractor.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.ClassifierClient;
import dev.tractor.gateway.backend.Model;
import dev.tractor.gateway.backend.ModelUpload;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.ModelReference;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/models`: the models that label flows.
@Path("/v1/models")
@Tag(name = "models", description = "Models that label flows: list, upload, activate")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelsResource {
    private static final String REFERENCE = "Its name, which means the newest one of that name, at least 8 characters of its digest, or active";

    private final RegistryClient registry;
    private final ClassifierClient classifier;
    private final ModelUpload upload;
    private final JsonBody json;

    ModelsResource(@RestClient RegistryClient registry, @RestClient ClassifierClient classifier, ModelUpload upload, JsonBody json) {
        this.registry = registry;
        this.classifier = classifier;
        this.upload = upload;
        this.json = json;
    }

    @GET
    @Operation(operationId = "listModels", summary = "Every model, the newest first")
    public List<Model> list() {
        return BackEnd.REGISTRY.ask(registry::models).models().stream().map(Model::withoutManifest).toList();
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(operationId = "uploadModel", summary = "Uploads a model", description = """
            Parts `manifest` (manifest.json, at most 1 MiB), `model` (model.onnx, at most `tractor.classifier.model-limit`, 32 MiB by default) and, if there is one, `report` (report.json, at most 4 MiB), as `tractor train` writes them. Refused with 400 and the \
            reason when the ONNX file cannot be loaded or is not the one that the manifest names by its checksum, when its profile is unknown or has other features, and when labels or thresholds do not fit; \
            with 413 when a part is longer. An uploaded model labels nothing before it is activated or named by a job.""")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = ModelForm.class)))
    @APIResponse(responseCode = "201", description = "The model", headers = @Header(name = "Location", description = "Path of the model", schema = @Schema(type = SchemaType.STRING)), content = @Content(schema = @Schema(implementation = Model.class)))
    public Response upload(InputStream body, @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String type) {
        if (type == null) throw new NotSupportedException();
        Model model = upload.send(body, type);
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, "/v1/models/" + model.digest()).entity(model).build();
    }

    @GET
    @Path("/{model}")
    @Operation(operationId = "getModel", summary = "A model with its manifest")
    public Model get(@Parameter(description = REFERENCE, schema = @Schema(type = SchemaType.STRING)) @PathParam("model") String model) {
        return BackEnd.REGISTRY.ask(() -> registry.model(model));
    }

    @GET
    @Path("/{model}/report")
    @Operation(operationId = "getModelReport", summary = "What was measured of a model when it was trained", description = "`report.json` as `tractor train` wrote it. 404 when the model was uploaded without it.")
    @APIResponse(responseCode = "200", description = "The report", content = @Content(schema = @Schema(type = SchemaType.OBJECT, implementation = Object.class)))
    public JsonNode report(@Parameter(description = REFERENCE, schema = @Schema(type = SchemaType.STRING)) @PathParam("model") String model) {
        Model known = BackEnd.REGISTRY.ask(() -> registry.model(model));
        return BackEnd.CLASSIFIER.find(() -> classifier.report(known.digest()))
                .orElseThrow(() -> ApiException.of(ProblemType.UNKNOWN_REPORT, "The model %s was uploaded without its report.json.".formatted(known.name())));
    }

    @PUT
    @Path("/active")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "activateModel", summary = "Lets a model label the jobs that are made from now on", description = "Jobs that run keep the model that they began with.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ModelReference.class)))
    @APIResponse(responseCode = "200", description = "The active model", content = @Content(schema = @Schema(implementation = Model.class)))
    public Model activate(InputStream body) throws IOException {
        String model = json.requiredText(body, "model");
        return BackEnd.REGISTRY.ask(() -> registry.activate(new RegistryClient.ModelReference(model)));
    }

    @DELETE
    @Path("/{model}")
    @Operation(operationId = "deleteModel", summary = "Deletes a model", description = "409 for the active one, one that ships with TrActor, and one that labels a running job.")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public void delete(@Parameter(description = REFERENCE, schema = @Schema(type = SchemaType.STRING)) @PathParam("model") String model) {
        BackEnd.REGISTRY.tell(() -> registry.deleteModel(model));
    }

    /// Only describes the body: it is streamed, never bound.
    @Schema(name = "ModelForm", requiredProperties = {"manifest", "model"})
    record ModelForm(File manifest, File model, File report) {}
}

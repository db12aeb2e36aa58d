package dev.tractor.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Capture;
import dev.tractor.gateway.backend.CompletionClient;
import dev.tractor.gateway.backend.DirectUpload;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.captures.CaptureItem;
import dev.tractor.gateway.captures.NewUpload;
import dev.tractor.gateway.captures.UploadCompletion;
import dev.tractor.gateway.captures.UploadParts;
import dev.tractor.gateway.upload.CaptureName;
import dev.tractor.gateway.upload.PartUrls;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
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

/// `/v1/uploads`: captures that clients send straight to the object store, part by part, by presigned URLs.
@Path("/v1/uploads")
@Tag(name = "uploads", description = "Captures straight to the object store, in parts that can be sent side by side and again")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UploadsResource {
    private static final int MAX_PARTS = 10_000;
    /// Room for 10,000 parts with their ETags.
    private static final int MAX_COMPLETION_BYTES = 2 << 20;

    private final RegistryClient registry;
    private final CompletionClient completion;
    private final PartUrls urls;
    private final JsonBody json;

    UploadsResource(@RestClient RegistryClient registry, @RestClient CompletionClient completion, PartUrls urls, JsonBody json) {
        this.registry = registry;
        this.completion = completion;
        this.urls = urls;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "beginUpload", summary = "Begins an upload straight to the object store", description = """
            The answer has a URL for each of the first 100 parts, which takes that part by PUT; the answer's header ETag is needed for the completion. 409 when the name exists, when a capture has \
            the announced SHA-256 (`same_as` names it), both unless `replace`, and where clients cannot reach the bucket: then `POST /v1/files` takes the capture.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = NewUpload.class)))
    @APIResponse(responseCode = "201", description = "The upload", headers = @Header(name = "Location", description = "Path of the upload", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = UploadParts.class)))
    public Response begin(InputStream body) throws IOException {
        JsonNode request = json.object(body);
        String name = CaptureName.requireNew(JsonBody.text(request, "name"));
        JsonNode size = request.path("size_bytes");
        if (!size.isIntegralNumber() || !size.canConvertToLong()) throw ApiException.badRequest("size_bytes is the length of the capture in bytes, a whole number.");
        String sha256 = request.hasNonNull("sha256") ? JsonBody.text(request, "sha256") : null;
        boolean replace = JsonBody.flag(request, "replace");
        urls.requireConfigured();
        DirectUpload upload = BackEnd.REGISTRY.ask(() -> registry.beginUpload(new RegistryClient.UploadRequest(name, size.longValue(), sha256, replace)));
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, "/v1/uploads/" + upload.uploadId()).entity(UploadParts.of(upload, urls.of(upload, 1))).build();
    }

    @GET
    @Path("/{upload_id}/parts")
    @Operation(operationId = "uploadParts", summary = "URLs of further parts, at most 100")
    public UploadParts parts(@PathParam("upload_id") String uploadId,
                             @Parameter(description = "The first of them; 1 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("from") String fromText) {
        int from = Parameters.part(fromText);
        DirectUpload upload = BackEnd.REGISTRY.ask(() -> registry.upload(uploadId));
        return UploadParts.of(upload, urls.of(upload, from));
    }

    @POST
    @Path("/{upload_id}/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "completeUpload", summary = "Makes the capture of its parts", description = """
            409 when a part is missing or is not the one that the object store has; the upload then goes on, and the part can be sent again.""")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = UploadCompletion.class)))
    @APIResponse(responseCode = "201", description = "The capture", headers = @Header(name = "Location", description = "Path of the capture", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CaptureItem.class)))
    public Response complete(@PathParam("upload_id") String uploadId, InputStream body) throws IOException {
        List<CompletionClient.Part> parts = sent(json.object(body, MAX_COMPLETION_BYTES).path("parts"));
        Capture capture = BackEnd.REGISTRY.ask(() -> completion.complete(uploadId, new CompletionClient.Completion(parts)));
        return Response.status(Response.Status.CREATED).header(HttpHeaders.LOCATION, CapturesResource.path(capture.name())).entity(CaptureItem.of(capture)).build();
    }

    private static List<CompletionClient.Part> sent(JsonNode parts) {
        if (!parts.isArray() || parts.isEmpty() || parts.size() > MAX_PARTS) {
            throw ApiException.badRequest(String.format(Locale.ROOT, "The body needs 1 to %,d parts, as in {\"parts\": [{\"part\": 1, \"etag\": \"…\"}]}.", MAX_PARTS));
        }
        return parts.valueStream().map(part -> {
            if (!part.path("part").isInt() || !part.path("etag").isTextual()) throw ApiException.badRequest("Each of parts needs its number part and its etag.");
            return new CompletionClient.Part(part.path("part").intValue(), part.path("etag").textValue());
        }).toList();
    }

    @DELETE
    @Path("/{upload_id}")
    @Operation(operationId = "abortUpload", summary = "Gives an upload up", description = "Its parts go from the object store.")
    @APIResponse(responseCode = "204", description = "It is given up")
    public void abort(@PathParam("upload_id") String uploadId) {
        BackEnd.REGISTRY.tell(() -> registry.abortUpload(uploadId));
    }
}

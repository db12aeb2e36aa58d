package dev.tractor.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.CapturePage;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.upload.CaptureName;
import dev.tractor.gateway.upload.Uploads;
import dev.tractor.gateway.v1.CaptureFile;
import dev.tractor.gateway.v1.FileName;
import dev.tractor.gateway.v1.FileStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/// `/v1/files`: the captures of the repository.
@Path("/v1/files")
@Tag(name = "files", description = "Captures: list, upload, process")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FilesResource {
    /// Captures that are asked of the registry at once: what a request holds in memory.
    private static final int PAGE_CAPTURES = 500;

    private final RegistryClient registry;
    private final Uploads uploads;
    private final ObjectMapper mapper;
    private final JsonBody json;

    FilesResource(@RestClient RegistryClient registry, Uploads uploads, ObjectMapper mapper, JsonBody json) {
        this.registry = registry;
        this.uploads = uploads;
        this.mapper = mapper;
        this.json = json;
    }

    @GET
    @Path("/list")
    @Operation(operationId = "listFiles", summary = "Every capture in the repository, processed or not, by name")
    @APIResponse(responseCode = "200", description = "The captures",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CaptureFile.class)))
    public Response list(@Parameter(description = "At most so many, 1 to 10,000; all without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                         @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                         @Context UriInfo uri, @Context HttpServerRequest request) {
        Integer limit = Parameters.limit(limitText);
        CapturePage first = page(limit == null ? PAGE_CAPTURES : limit, cursor);
        if (limit == null) return Response.ok(Streamed.to(request, out -> writeAll(first, out))).type(MediaType.APPLICATION_JSON).build();
        var answer = Response.ok(first.captures().stream().map(CaptureFile::of).toList());
        Link.next(uri, first.next()).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    private CapturePage page(int limit, String cursor) {
        return BackEnd.REGISTRY.ask(() -> registry.captures(null, null, null, limit, cursor));
    }

    private void writeAll(CapturePage first, OutputStream out) throws IOException {
        try (var array = mapper.writerFor(CaptureFile.class).writeValuesAsArray(out)) {
            for (CapturePage page = first; page != null; page = page.next() == null ? null : page(PAGE_CAPTURES, page.next())) {
                for (var capture : page.captures()) array.write(CaptureFile.of(capture));
            }
        }
    }

    @POST
    @Path("/process")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "processFile", summary = "Starts a job for a capture", description = "While an equal job of the same capture runs, that job is the answer.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FileName.class)))
    @APIResponse(responseCode = "200", description = "The job", content = @Content(schema = @Schema(implementation = FileStatus.class)))
    public FileStatus process(InputStream body) throws IOException {
        String name = CaptureName.requireSafe(json.requiredText(body, "file_name"));
        return BackEnd.REGISTRY.find(() -> registry.start(new RegistryClient.JobRequest(name, null, null, null))).map(FileStatus::of)
                .orElseThrow(() -> ApiException.notFound("There is no capture '%s' in the repository.".formatted(name)));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(operationId = "uploadFiles", summary = "Uploads captures", description = """
            Each part `file` is streamed to the bucket under its file name; `/` in a name makes folders. A name with a `..`, `.` or empty segment, a control character, a segment of over 200 bytes \
            of UTF-8 or over 1,024 bytes altogether is refused with 400, a name that exists with 409 unless `replace=true`. The parts are taken in their order: when one is refused, those before it stay \
            stored, the message names them, and those after it are not read. A capture becomes visible only when all of it has arrived. One longer than 10,000 times `tractor.upload.part-size` \
            (80,000 MiB by default) answers 413 and goes straight into the bucket with an S3 client.""")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = UploadForm.class)))
    @APIResponse(responseCode = "201", description = "The captures that were stored", content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CaptureFile.class)))
    public Response upload(InputStream body,
                           @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
                           @Parameter(description = "true: a capture of the same name is overwritten", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false")) @QueryParam("replace") String replace) {
        if (type == null) throw new NotSupportedException();
        List<CaptureFile> stored = uploads.store(body, type.getParameters().get("boundary"), Parameters.flag("replace", replace));
        return Response.status(Response.Status.CREATED).entity(stored).build();
    }

    /// Only describes the body: it is streamed, never bound.
    @Schema(name = "Upload", requiredProperties = "file")
    record UploadForm(@Schema(description = "The captures, each a part of its own") List<File> file) {}
}

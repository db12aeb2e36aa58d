package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.CapturePage;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.captures.CaptureItem;
import dev.tractor.gateway.captures.CaptureList;
import dev.tractor.gateway.upload.CaptureName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// `/v1/captures`: the captures of the repository, each with its newest job.
@Path("/v1/captures")
@Tag(name = "captures", description = "Captures: find, look at, delete")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CapturesResource {
    private static final String NAME = "Its name; a / in it may be written as it is or as %2F";

    private final RegistryClient registry;
    private final Jobs jobs;

    CapturesResource(@RestClient RegistryClient registry, Jobs jobs) {
        this.registry = registry;
        this.jobs = jobs;
    }

    /// Where the capture of that name is.
    static String path(String name) {
        return "/v1/captures/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @GET
    @Operation(operationId = "listCaptures", summary = "Captures, page by page")
    @APIResponse(responseCode = "200", description = "A page of captures",
            headers = @Header(name = "Link", description = Link.DESCRIPTION, schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CaptureList.class)))
    public Response list(@Parameter(description = "Only those whose name holds this text; ASCII letters in whatever case") @QueryParam("search") String search,
                         @Parameter(description = "Only those of this state", schema = @Schema(type = SchemaType.STRING, enumeration = {"new", "in_progress", "finished", "failed"})) @QueryParam("state") String state,
                         @Parameter(description = "name (the default), flows of the newest job, size, time of the first packet, or new for the order in which they came; with - in front the greatest first", example = "-new")
                         @QueryParam("sort") String sort,
                         @Parameter(description = "At most so many, 1 to 1,000; 100 without it", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("limit") String limitText,
                         @Parameter(description = "From the Link header of the page before") @QueryParam("cursor") String cursor,
                         @Context UriInfo uri) {
        int limit = Parameters.pageLimit(limitText);
        CapturePage page = BackEnd.REGISTRY.ask(() -> registry.captures(search, state, sort, limit, cursor));
        var answer = Response.ok(new CaptureList(page.captures().stream().map(CaptureItem::of).toList()));
        Link.next(uri, page.next()).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.build();
    }

    @GET
    @Path("/{name: .+}")
    @Operation(operationId = "getCapture", summary = "A capture")
    public CaptureItem get(@Parameter(description = NAME, example = "office%2Fmonday.pcap") @PathParam("name") String name) {
        String checked = CaptureName.requireSafe(name);
        return CaptureItem.of(BackEnd.REGISTRY.ask(() -> registry.capture(checked)));
    }

    @DELETE
    @Path("/{name: .+}")
    @Operation(operationId = "deleteCapture", summary = "Deletes a capture with its jobs and everything that was stored of them", description = """
            Also the jobs on versions of it that were overwritten. 409 while one of its jobs runs. What cannot go from the object store now, because it is away, goes as soon as it is back.""")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public void delete(@Parameter(description = NAME, example = "office%2Fmonday.pcap") @PathParam("name") String name) {
        String checked = CaptureName.requireSafe(name);
        BackEnd.REGISTRY.tell(() -> registry.deleteCapture(checked));
        jobs.forget();
    }
}

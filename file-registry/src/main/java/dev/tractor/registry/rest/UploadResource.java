package dev.tractor.registry.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tractor.registry.job.CaptureListing;
import dev.tractor.registry.job.CaptureView;
import dev.tractor.registry.upload.UploadRequest;
import dev.tractor.registry.upload.UploadService;
import dev.tractor.registry.upload.UploadView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/// Uploads that clients send straight to the object store.
@Path("/internal/uploads")
@Produces(MediaType.APPLICATION_JSON)
public class UploadResource {
    private final UploadService uploads;
    private final CaptureListing listing;

    UploadResource(UploadService uploads, CaptureListing listing) {
        this.uploads = uploads;
        this.listing = listing;
    }

    /// @param part its number, from 1 on
    /// @param etag that the object store has answered for it
    public record Part(@JsonProperty(required = true) int part, @JsonProperty(required = true) String etag) {}

    /// @param parts all of them
    public record Completion(@JsonProperty(required = true) List<Part> parts) {
        Map<Integer, String> etags() {
            if (parts == null || parts.stream().anyMatch(part -> part == null || part.etag() == null)) {
                throw new IllegalArgumentException("parts with part and etag are needed");
            }
            return parts.stream().collect(Collectors.toMap(Part::part, part -> part.etag().replace("\"", ""), (first, second) -> {
                throw new IllegalArgumentException("a part is named twice");
            }));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public UploadView begin(UploadRequest request) {
        return uploads.begin(Parameters.body(request));
    }

    @GET
    @Path("/{uploadId}")
    public UploadView get(@RestPath String uploadId) {
        return uploads.get(uploadId);
    }

    @POST
    @Path("/{uploadId}/completion")
    @Consumes(MediaType.APPLICATION_JSON)
    public CaptureView complete(@RestPath String uploadId, Completion completion) {
        return listing.get(uploads.complete(uploadId, Parameters.body(completion).etags()));
    }

    @DELETE
    @Path("/{uploadId}")
    public void abort(@RestPath String uploadId) {
        uploads.abort(uploadId);
    }
}

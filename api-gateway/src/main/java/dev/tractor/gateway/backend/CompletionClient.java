package dev.tractor.gateway.backend;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// file-registry: the completion of an upload, for which the object store may copy the whole object. It has more time than the other calls.
@RegisterRestClient(configKey = "registry-completion")
@Path("/internal/uploads")
public interface CompletionClient {
    record Part(int part, String etag) {}

    record Completion(List<Part> parts) {}

    @POST
    @Path("/{upload_id}/completion")
    Capture complete(@PathParam("upload_id") String uploadId, Completion completion);
}

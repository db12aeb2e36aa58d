package dev.tractor.gateway.captures;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// All parts of an upload as the object store has acknowledged them. It describes the body.
@Schema(name = "UploadCompletion", description = "All parts of an upload as the object store has acknowledged them.", requiredProperties = "parts")
public record UploadCompletion(List<SentPart> parts) {
    @Schema(name = "SentPart", requiredProperties = {"part", "etag"})
    public record SentPart(@Schema(examples = "1") int part, @Schema(description = "The header ETag of the answer to its PUT", examples = "\"9bb58f26192e4ba00f01e2e7b136bbd8\"") String etag) {}
}

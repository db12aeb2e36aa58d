package dev.tractor.gateway.captures;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tractor.gateway.backend.DirectUpload;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An upload straight to the object store, with the URLs of some of its parts.
@Schema(name = "UploadParts", description = "An upload straight to the object store, with the URLs of some of its parts.",
        requiredProperties = {"upload_id", "name", "part_bytes", "parts_total", "parts", "expires_at"})
@JsonNaming(SnakeCaseStrategy.class)
public record UploadParts(
        String uploadId,
        @Schema(examples = "office.pcap") String name,
        @Schema(description = "Length of every part but the last", examples = "16777216") long partBytes,
        @Schema(description = "How many parts there are") int partsTotal,
        @Schema(description = "At most 100 of them") List<UploadPart> parts,
        @Schema(description = "Seconds since the epoch; later the upload is given up", examples = "1530878325") long expiresAt) {

    @Schema(name = "UploadPart", requiredProperties = {"part", "url"})
    public record UploadPart(@Schema(description = "Counted from 1", examples = "1") int part, @Schema(description = "Takes the bytes of the part by PUT, without the Content-Type of a form, and answers their ETag") String url) {}

    public static UploadParts of(DirectUpload upload, List<UploadPart> parts) {
        return new UploadParts(upload.uploadId(), upload.name(), upload.partBytes(), upload.parts(), parts, upload.expiresAt());
    }
}

package dev.tractor.gateway.captures;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is to be uploaded. It describes the body.
@Schema(name = "NewUpload", description = "What is to be uploaded.", requiredProperties = {"name", "size_bytes"})
@JsonNaming(SnakeCaseStrategy.class)
public record NewUpload(
        @Schema(description = "The capture's name; / makes folders", examples = "office/monday.pcap") String name,
        @Schema(description = "Its length", minimum = "1", maximum = "5497558138880", examples = "1073741824") long sizeBytes,
        @Schema(description = "SHA-256 of its bytes, lower-case hexadecimal, where the client knows it: a capture with the same bytes is then recognised before anything is sent, and other bytes are "
                + "found out afterwards", pattern = "^[0-9a-f]{64}$") String sha256,
        @Schema(description = "true: a capture of the same name is overwritten, and one with the same bytes does not matter", defaultValue = "false") boolean replace) {}

package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How far a job is.
@Schema(name = "Progress", description = "How far a job is.", requiredProperties = {"bytes_read", "bytes_total", "packets", "flows", "flows_stored"})
@JsonNaming(SnakeCaseStrategy.class)
public record Progress(
        @Schema(description = "Bytes of the capture that were read") long bytesRead,
        @Schema(description = "Length of the capture in bytes") long bytesTotal,
        @Schema(description = "Packets that were read") long packets,
        @Schema(description = "Flows that were found") long flows,
        @Schema(description = "Flows that are labelled and stored") long flowsStored) {}

package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Asks for a job: of a capture, or of the stored flows of another job.
@Schema(name = "JobRequest", description = "Either file_name or relabel.")
@JsonNaming(SnakeCaseStrategy.class)
public record JobRequest(
        @Schema(description = "The capture to process", examples = "office.pcap") String fileName,
        @Schema(description = "The finished job whose stored flows are to be labelled again", examples = "12345") Long relabel,
        @Schema(description = "Name of the model, or the beginning of its digest; the active one without it", examples = "traffic-class") String model,
        @Schema(description = "Of a capture; stored flows are as they are") JobOptions options) {}

package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a job's answer depends on; a field is missing until it is known.
@Schema(name = "Pins", description = "What the job's answer depends on. Catalogue and GeoIP are known when the job has finished.", requiredProperties = {"capture", "options"})
@JsonNaming(SnakeCaseStrategy.class)
public record JobPins(
        CapturePin capture,
        @Schema(type = SchemaType.OBJECT, implementation = Object.class, description = "What the job was asked to do besides") JsonNode options,
        @Schema(description = "Fixed when the job is made: a model that is activated later does not touch it") ModelPin model,
        @Schema(description = "Version of the software that made the flows") String engineVersion,
        @Schema(description = "SHA-256 of the label rules, hexadecimal") String catalogueDigest,
        @Schema(description = "By what countries, cities and networks of its addresses were looked up") GeoipPin geoip,
        @Schema(description = "Of a job that labels again: whose flows they are, and whose packet index leads to their packets") FlowsPin flows) {

    @Schema(name = "CapturePin", requiredProperties = {"name", "etag"})
    @JsonNaming(SnakeCaseStrategy.class)
    public record CapturePin(String name, @Schema(description = "Version of the object") String etag) {}

    @Schema(name = "ModelPin", requiredProperties = {"name", "digest", "profile"})
    @JsonNaming(SnakeCaseStrategy.class)
    public record ModelPin(String name, @Schema(description = "SHA-256 over manifest and ONNX file, hexadecimal") String digest, @Schema(examples = "iscx-2016") String profile) {}

    @Schema(name = "GeoipPin", requiredProperties = {"digest", "edition"})
    @JsonNaming(SnakeCaseStrategy.class)
    public record GeoipPin(@Schema(description = "SHA-256 of the files, in the order in which they are asked") String digest, @Schema(examples = "GeoLite2-City 2026-11-01") String edition) {}

    @Schema(name = "FlowsPin", requiredProperties = {"job_id", "attempt"})
    @JsonNaming(SnakeCaseStrategy.class)
    public record FlowsPin(long jobId, int attempt) {}
}

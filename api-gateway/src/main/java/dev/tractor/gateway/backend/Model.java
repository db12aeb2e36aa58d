package dev.tractor.gateway.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A model that labels flows.
@Schema(name = "Model", description = "A model that labels flows.", requiredProperties = {"name", "digest", "profile", "size_bytes", "built_in", "active", "added_at"})
@JsonNaming(SnakeCaseStrategy.class)
public record Model(
        @Schema(examples = "traffic-class") String name,
        @Schema(description = "SHA-256 over manifest and ONNX file, hexadecimal") String digest,
        @Schema(description = "Feature profile of the vectors that it takes", examples = "iscx-2016") String profile,
        @Schema(description = "Bytes of manifest and ONNX file") long sizeBytes,
        @Schema(description = "It ships with TrActor") boolean builtIn,
        @Schema(description = "It labels the jobs that are made from now on") boolean active,
        @Schema(description = "Seconds since the epoch", examples = "1530878325") long addedAt,
        @Schema(type = SchemaType.OBJECT, implementation = Object.class, description = "Its manifest; not in the list") JsonNode manifest) {

    public Model withoutManifest() {
        return new Model(name, digest, profile, sizeBytes, builtIn, active, addedAt, null);
    }
}

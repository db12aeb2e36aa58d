package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A group of labels that the system can give.
@Schema(name = "Label", description = "A group of labels that the system can give.", requiredProperties = {"group_name", "labels"})
@JsonNaming(SnakeCaseStrategy.class)
public record LabelGroup(@Schema(examples = "messenger") String groupName, @Schema(examples = "[\"telegram\", \"whatsapp\"]") List<String> labels) {}

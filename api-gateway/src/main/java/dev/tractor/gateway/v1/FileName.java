package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Names the capture to process.
@Schema(name = "FileName", description = "Names the capture to process.", requiredProperties = "file_name")
@JsonNaming(SnakeCaseStrategy.class)
public record FileName(@Schema(description = "File name with extension", examples = "some_file_name_with_extension.pcap") String fileName) {}

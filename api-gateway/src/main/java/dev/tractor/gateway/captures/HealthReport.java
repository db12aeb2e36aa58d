package dev.tractor.gateway.captures;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How whole a capture is. It describes what file-registry answers, which passes as it is.
@Schema(name = "HealthReport", description = "How whole a capture is.", requiredProperties = {"warnings", "balanced"})
@JsonNaming(SnakeCaseStrategy.class)
public record HealthReport(
        @Schema(type = SchemaType.OBJECT, description = "What the file says of itself: its format, interfaces, compression") Map<String, Object> capture,
        @Schema(description = "Where every packet went, in packets and in captured bytes") Map<String, Long> accounting,
        @Schema(description = "How far the capture shows what went over the wire: cut, late, doubled and missing packets; all 0 for a whole and clean one") Map<String, Long> health,
        List<CaptureWarning> warnings,
        @Schema(description = "All packets and bytes that were read are accounted for") boolean balanced) {}

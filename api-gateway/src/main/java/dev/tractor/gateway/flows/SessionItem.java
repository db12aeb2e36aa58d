package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Session", description = "The flows of one application run; what it does not have is left out")
public record SessionItem(
        @Schema(description = "Number of its first flow") long session, @Schema(description = "The client") String srcIp, @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart,
        BigDecimal timeEnd, long durationUs, int flows, long packetsFwd, long packetsBwd, @Schema(description = "IP total lengths") long bytesFwd, long bytesBwd,
        @Schema(description = "That its flows speak for most surely") String label, String group, Float confidence) {}

package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Host", description = "An address and the flows at whose ends it is; what it does not have is left out")
public record HostItem(
        String ip, @Schema(description = "ISO 3166-1 alpha-2, private or unknown") String country, @Schema(description = "Domain by which most flows addressed it") String name,
        long flows, long flowsAsClient, long flowsAsServer, @Schema(description = "Both directions") long packets, @Schema(description = "IP total lengths") long bytesSent, long bytesReceived,
        @Schema(description = "Different addresses at the other end") long peers, @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart, BigDecimal timeEnd) {}

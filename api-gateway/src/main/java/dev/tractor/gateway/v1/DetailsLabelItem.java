package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A flow of a label. It describes the list that stats-service streams through the gateway, which is never parsed here.
@Schema(name = "DetailsLabelItem", description = "A flow.",
        requiredProperties = {"client_ip", "client_port", "server_ip", "server_port", "time_start", "time_end", "comment"})
@JsonNaming(SnakeCaseStrategy.class)
public record DetailsLabelItem(
        @Schema(examples = "192.168.88.80") String clientIp,
        @Schema(description = "0 for a protocol without ports", examples = "34567") int clientPort,
        @Schema(examples = "149.154.167.99") String serverIp,
        @Schema(examples = "443") int serverPort,
        @Schema(description = "Seconds since the epoch", examples = "1530476322") long timeStart,
        @Schema(description = "Seconds since the epoch", examples = "1530476325") long timeEnd,
        @Schema(description = "Why the flow has its label", examples = "TLS SNI web.telegram.org") String comment) {}

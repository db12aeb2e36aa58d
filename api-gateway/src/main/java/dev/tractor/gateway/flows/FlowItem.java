package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Flow", description = "A flow; what it does not have is left out")
public record FlowItem(
        @Schema(description = "Number of the flow in its capture, from 0, in the order of the flows' first packets") long flow,
        @Schema(description = "Client") String srcIp, @Schema(description = "0 for protocols without ports") int srcPort,
        @Schema(description = "Server") String dstIp, int dstPort, @Schema(description = "IP protocol number") int protocol,
        @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart, BigDecimal timeEnd, long durationUs,
        long packetsFwd, long packetsBwd, @Schema(description = "IP total lengths, client to server") long bytesFwd, long bytesBwd,
        @Schema(description = "idle, active, end, forced or resources") String endReason, String label, String group, float confidence, String method,
        @Schema(description = "Why it has its label") String comment, @Schema(description = "Protocol under the application") String app, String trafficClass, Float trafficClassConfidence,
        String domain, String userAgent, @Schema(description = "Number of the first flow of its session") Long session,
        @Schema(description = "Of the client: ISO 3166-1 alpha-2, private or unknown") String srcCountry, @Schema(description = "Of the server") String dstCountry,
        @Schema(description = "Packets of the flow that had been seen when its label was fixed; left out when that is not known") Integer decidedAfter,
        @Schema(description = "What is wrong with it as it was captured: snapped, reordered, super-packets, duplicated, one-sided, gaps, with blanks between", examples = "reordered gaps") String symptoms) {}

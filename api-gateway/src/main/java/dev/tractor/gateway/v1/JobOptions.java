package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a job does otherwise than the flow model says. It describes the options, which file-registry checks.
@Schema(name = "JobOptions", description = "What a job does otherwise than the flow model says.")
@JsonNaming(SnakeCaseStrategy.class)
public record JobOptions(
        @Schema(description = "A longer gap, in seconds, begins a new flow; 60 without it", minimum = "0.001", maximum = "604800", examples = "60") BigDecimal idleTimeoutS,
        @Schema(description = "The same for established TCP; 600 without it", minimum = "0.001", maximum = "604800") BigDecimal tcpIdleTimeoutS,
        @Schema(description = "A flow that lasts longer, in seconds, is cut; 0, the default, means never", minimum = "0", maximum = "604800") BigDecimal activeTimeoutS,
        @Schema(description = "Seconds for which a closed TCP flow still takes its last packets; 2 without it", minimum = "0", maximum = "3600") BigDecimal closeLingerS,
        @Schema(description = "Flows that may be live at once, at most tractor.extractor.max-flows; beyond it the longest idle one is ended for lack of resources", minimum = "1", maximum = "100000000") Long maxFlows,
        @Schema(description = "Packets before this time, in seconds since the epoch, are left out and counted as filtered", minimum = "0", maximum = "9000000000") BigDecimal timeStart,
        @Schema(description = "Packets from this time on are left out likewise", minimum = "0", maximum = "9000000000") BigDecimal timeEnd) {}

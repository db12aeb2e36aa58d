package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "JobOverview", description = "What is seen of a job first, counted once when it finished")
public record JobOverview(
        long jobId, long flows, @Schema(description = "Both directions") long packets, @Schema(description = "IP total lengths, both directions") long bytes,
        @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart, BigDecimal timeEnd, @Schema(description = "By label, in 240 intervals") FlowTimeline timeline,
        @Schema(description = "By field: label, group, class, app, protocol, src.ip, dst.ip, domain, dst.port and method with the 20 greatest, country with all") Map<String, FlowGroups> groups) {}

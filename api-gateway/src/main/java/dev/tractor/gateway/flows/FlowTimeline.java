package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "FlowTimeline", description = "Flows and bytes over the time that the found flows span, in intervals of equal length")
public record FlowTimeline(String by, @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart, BigDecimal timeEnd, double intervalSeconds, List<Series> series) {
    @Schema(name = "FlowSeries")
    public record Series(
            @Schema(description = "Left out for flows without one") String value, @Schema(description = "All values that have no series of their own") boolean others,
            @Schema(description = "Flows that begin in each interval") List<Long> flows, @Schema(description = "Bytes of each interval; a flow's are spread evenly over the intervals that it runs through") List<Double> bytes) {}
}

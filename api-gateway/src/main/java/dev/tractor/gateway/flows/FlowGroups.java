package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "FlowGroups", description = "Flows summed by the values of a field")
public record FlowGroups(
        String by, @Schema(description = "How many different values there are") long values, @Schema(description = "Of all flows that the query finds") Sums total,
        @Schema(description = "The greatest") List<Group> groups) {
    @Schema(name = "FlowSums")
    public record Sums(long flows, @Schema(description = "Both directions") long packets, @Schema(description = "IP total lengths, both directions") long bytes) {}

    @Schema(name = "FlowGroup")
    public record Group(@Schema(description = "Left out for the flows that have none") String value, long flows, long packets, long bytes) {}
}

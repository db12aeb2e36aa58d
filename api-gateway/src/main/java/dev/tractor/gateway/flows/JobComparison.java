package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "JobComparison", description = "Two jobs side by side")
public record JobComparison(
        String by, @Schema(description = "The left one, the right one") List<Side> jobs, @Schema(description = "At most 1,000 values of each, that with the most flows first") List<Row> rows,
        @Schema(description = "Flow by flow; left out where the jobs do not have the same flows") Changes changes) {
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "JobComparisonSide")
    public record Side(long jobId, @Schema(description = "Of the flows that the query finds in it") FlowGroups.Sums total) {}

    @Schema(name = "JobComparisonRow")
    public record Row(@Schema(description = "Left out for flows that have none") String value, FlowGroups.Sums left, FlowGroups.Sums right) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "JobComparisonChanges")
    public record Changes(@Schema(description = "That the query finds in the left job") long flowsCompared, long flowsChanged, @Schema(description = "The 1,000 most frequent") List<Change> rows) {}

    @Schema(name = "JobComparisonChange")
    public record Change(@Schema(description = "Value in the left job") String from, @Schema(description = "Value of the same flows in the right job") String to, long flows) {}
}

package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "HostGraph", description = "Who talks to whom: the greatest hosts, and all others as one node")
public record HostGraph(@Schema(description = "bytes or flows") String by, List<Node> nodes, @Schema(description = "From client to server; without flows among the others") List<Edge> edges,
                        @Schema(description = "What lies at hosts without a node of their own, with one end or both") Rest rest) {
    @Schema(name = "HostGraphNode")
    public record Node(@Schema(description = "Address, or others") String ip, @Schema(description = "ISO 3166-1 alpha-2, private or unknown") String country, String name, long flows, long bytes,
                       @Schema(description = "True at the node of all others") Boolean others) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "HostGraphEdge")
    public record Edge(String srcIp, String dstIp, @Schema(description = "That most of it has") String label, long flows, long packets, long bytes) {}

    @Schema(name = "HostGraphRest")
    public record Rest(long hosts, long flows, long bytes) {}
}

package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "HostDetails", description = "What the flows of a job say about one host")
public record HostDetails(
        String ip, @Schema(description = "ISO 3166-1 alpha-2, private or unknown") String country, @Schema(description = "Domain by which most flows addressed it") String name,
        long flows, long flowsAsClient, long flowsAsServer, @Schema(description = "Both directions") long packets, @Schema(description = "IP total lengths") long bytesSent, long bytesReceived,
        @Schema(description = "Different addresses at the other end") long peers, @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart, BigDecimal timeEnd,
        @Schema(description = "English; private or unknown") String countryName, String city, Long asNumber, String asOrganization,
        @Schema(description = "Domains by which flows addressed it") List<Said> names, @Schema(description = "That it named as a client") List<Said> userAgents,
        @Schema(description = "Its flows by label") FlowGroups labels, @Schema(description = "Flows by the port at which it is the server") FlowGroups services,
        @Schema(description = "Those with which it exchanged the most bytes") List<Peer> peersTop) {
    @Schema(name = "HostSaid")
    public record Said(String value, long flows) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "HostPeer")
    public record Peer(String ip, String country, String name, long flows, @Schema(description = "By the host to the peer") long bytesSent, long bytesReceived,
                       @Schema(description = "That most of the bytes between them have") String label) {}
}

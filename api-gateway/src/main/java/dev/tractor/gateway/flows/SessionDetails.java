package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "SessionDetails", description = "A session with why its flows belong together")
public record SessionDetails(
        @Schema(description = "Number of its first flow") long session, @Schema(description = "The client") String srcIp, @Schema(description = "Seconds since the epoch, six decimals") BigDecimal timeStart,
        BigDecimal timeEnd, long durationUs, int flows, long packetsFwd, long packetsBwd, @Schema(description = "IP total lengths") long bytesFwd, long bytesBwd,
        @Schema(description = "That its flows speak for most surely") String label, String group, Float confidence,
        List<Link> links, @Schema(description = "Profile tractor-session-1, without those that are missing") Map<String, Float> features,
        @Schema(description = "The first 200; the query session:N finds all") List<FlowItem> shownFlows) {
    @Schema(name = "SessionLink")
    public record Link(@Schema(description = "Flow that speaks for it; of a DNS answer no member of the session") long from, @Schema(description = "Flow that belongs to the session by it") long to,
                       @Schema(description = "ftp-data, dns-answer, same-site, …") String kind, String evidence) {}
}

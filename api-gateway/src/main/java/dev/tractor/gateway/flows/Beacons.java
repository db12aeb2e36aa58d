package dev.tractor.gateway.flows;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Beacons", description = "Who calls whom regularly: clients with services that they turned to five times or more")
public record Beacons(@Schema(description = "All of them, listed or not") long pairs, List<Beacon> beacons) {
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "Beacon", description = "How regularly a client turns to a service. Flows that begin within a second of each other are one contact. Scores are from 0 to 1")
    public record Beacon(String srcIp, @Schema(description = "Under which others addressed it") String srcName, String dstIp, @Schema(description = "Under which clients addressed it") String dstName,
                         @Schema(description = "ISO 3166-1 alpha-2, private or unknown") String dstCountry, @Schema(description = "Left out for a protocol without ports") Integer dstPort, String protocol,
                         @Schema(description = "That most of the flows have") String label, long flows, long contacts, @Schema(description = "Median of the time between contacts") BigDecimal intervalSeconds,
                         @Schema(description = "Median of how far the intervals are from their median") BigDecimal deviationSeconds, @Schema(description = "Median of a contact, both directions") long bytes,
                         @Schema(description = "Median of how far these are from their median") long bytesDeviation, @Schema(description = "First contact, seconds since the epoch") BigDecimal timeStart,
                         @Schema(description = "Begin of the last contact, seconds since the epoch") BigDecimal timeEnd, @Schema(description = "How alike the intervals are; of few a little less") BigDecimal intervalScore,
                         @Schema(description = "How alike the bytes of the contacts are") BigDecimal bytesScore, @Schema(description = "Over how much of the job's time the contacts go") BigDecimal spanScore,
                         @Schema(description = "The interval score, of which a quarter depends on the bytes and a half on the span") BigDecimal score,
                         @Schema(description = "Flows that began in each sixtieth of the job's time") List<Integer> activity) {}
}

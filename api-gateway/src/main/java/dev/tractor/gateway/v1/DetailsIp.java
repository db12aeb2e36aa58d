package dev.tractor.gateway.v1;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What one job knows about one host.
@Schema(name = "DetailsIp", description = "What one job knows about one host.", requiredProperties = {"country", "city", "statistics"})
@JsonNaming(SnakeCaseStrategy.class)
public record DetailsIp(
        @Schema(description = "English name; private for an address of a private network, unknown where the database has none", examples = "Netherlands") String country,
        @Schema(description = "As country", examples = "Amsterdam") String city,
        @Schema(description = "Number of the autonomous system, where a GeoIP database knows it", examples = "1221") Long asNumber,
        @Schema(description = "Who runs that autonomous system", examples = "Telstra Pty Ltd") String asOrganization,
        @Schema(description = "The most frequent one") String userAgent,
        @Schema(description = "The most frequent one", examples = "web.telegram.org") String domainName,
        List<StatisticItem> statistics) {}

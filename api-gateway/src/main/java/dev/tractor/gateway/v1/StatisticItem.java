package dev.tractor.gateway.v1;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Flows counted by one property, highest count first.
@Schema(name = "StatisticItem", description = "Flows counted by one property, highest count first.", requiredProperties = {"title", "content"})
public record StatisticItem(
        @Schema(description = "protocols, labels, traffic_class, clients, servers, ports, domains, countries, …", examples = "protocols") String title,
        List<ContentItem> content) {

    @Schema(name = "ContentItem", requiredProperties = {"label", "count"})
    public record ContentItem(@Schema(examples = "ftp") String label, @Schema(description = "Number of flows", examples = "10") long count) {}
}

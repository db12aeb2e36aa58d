package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.LabelCatalogue;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.StatsClient;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tells a label without flows from one that no catalogue has. A job may carry labels of an older catalogue: what it carries is known.
@ApplicationScoped
class LabelCheck {
    private final LabelCatalogue catalogue;
    private final StatsClient stats;

    LabelCheck(LabelCatalogue catalogue, @RestClient StatsClient stats) {
        this.catalogue = catalogue;
        this.stats = stats;
    }

    /// @throws ApiException 404, or 503 while no catalogue is known
    void requireKnown(long jobId, String label) {
        if (catalogue.has(label) || isCarriedBy(jobId, label)) return;
        throw ApiException.of(ProblemType.UNKNOWN_LABEL, "No catalogue has the label '%s'; /v1/labels/list has those that there are.".formatted(label));
    }

    private boolean isCarriedBy(long jobId, String label) {
        return BackEnd.STATS.find(() -> stats.statistics(jobId, label, 1)).stream().flatMap(java.util.List::stream).anyMatch(item -> !item.content().isEmpty());
    }
}

package dev.tractor.gateway.backend;

import dev.tractor.gateway.flows.FlowItem;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/// A page of flows; `next` is the cursor of the page after it, null after the last.
public record FlowPage(List<FlowItem> flows, String next) {
    public static FlowPage of(RestResponse<List<FlowItem>> answer) {
        return new FlowPage(answer.getEntity(), answer.getHeaderString(StatsClient.NEXT_CURSOR));
    }
}

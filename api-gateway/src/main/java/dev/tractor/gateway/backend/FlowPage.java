package dev.tractor.gateway.backend;

import dev.tractor.gateway.flows.FlowItem;
import java.util.List;

/// A page of flows; `next` is the cursor of the page after it, null after the last.
public record FlowPage(List<FlowItem> flows, String next) {}

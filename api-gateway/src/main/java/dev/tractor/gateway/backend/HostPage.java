package dev.tractor.gateway.backend;

import dev.tractor.gateway.flows.HostItem;
import java.util.List;

/// A page of hosts; `next` is the cursor of the page after it, null after the last.
public record HostPage(List<HostItem> hosts, String next) {}

package dev.tractor.gateway.backend;

import dev.tractor.gateway.flows.SessionItem;
import java.util.List;

/// A page of sessions; `next` is the cursor of the page after it, null after the last.
public record SessionPage(List<SessionItem> sessions, String next) {}

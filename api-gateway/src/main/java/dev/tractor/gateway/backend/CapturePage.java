package dev.tractor.gateway.backend;

import java.util.List;

/// A page of captures, sorted by name; `next` is null on the last one.
public record CapturePage(List<Capture> captures, String next) {}

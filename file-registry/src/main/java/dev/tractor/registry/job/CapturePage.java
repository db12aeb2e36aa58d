package dev.tractor.registry.job;

import java.util.List;

/// Some of the captures, sorted by name.
///
/// @param next what to ask for the following ones with; null at the end
public record CapturePage(List<CaptureView> captures, String next) {}

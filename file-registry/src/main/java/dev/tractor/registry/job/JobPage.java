package dev.tractor.registry.job;

import java.util.List;

/// Some of the jobs, the newest first.
///
/// @param next what to ask for the following ones with; null at the end
public record JobPage(List<JobView> jobs, String next) {}

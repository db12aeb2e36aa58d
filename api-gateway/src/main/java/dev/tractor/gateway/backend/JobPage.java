package dev.tractor.gateway.backend;

import java.util.List;

/// A page of jobs, the newest first; `next` is null on the last one.
public record JobPage(List<Job> jobs, String next) {}

package dev.tractor.gateway.captures;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A page of jobs.
@Schema(name = "JobList", description = "A page of jobs, the newest first.", requiredProperties = "jobs")
public record JobList(List<JobSummary> jobs) {}

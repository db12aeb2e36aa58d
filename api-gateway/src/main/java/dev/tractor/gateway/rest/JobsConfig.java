package dev.tractor.gateway.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What is remembered of jobs, and asked about them beforehand.
@ConfigMapping(prefix = "tractor.jobs")
public interface JobsConfig {
    /// How long a job that has finished is known without asking the registry again. It does not change any more; one that was deleted by way of another replica seems to be there for as long.
    @WithDefault("1s")
    Duration finishedKnownFor();

    /// How long the gateway asks itself about the newest finished job before it is ready; 0s: not at all.
    @WithDefault("5s")
    Duration warmUp();
}

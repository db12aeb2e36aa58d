package dev.tractor.registry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the registry treats captures and jobs.
@ConfigMapping(prefix = "tractor.registry")
public interface RegistryConfig {
    /// How long an extractor may be silent before its job goes to another one.
    @WithDefault("10s")
    Duration lease();

    /// Attempts of one job; when the last one falls silent too, the job fails.
    @WithDefault("10")
    int maxAttempts();

    /// A job that waits this long for an extractor asks for one again.
    @WithDefault("10s")
    Duration requestAgain();

    /// A job that is being stored without any progress for this long is logged.
    @WithDefault("10m")
    Duration storingWarning();

    /// Pause between two listings of the bucket; longer when a listing takes long.
    @WithDefault("1s")
    Duration sweepInterval();

    /// Captures whose head and tail are read at once for their packet times. Captures that must be read whole come one after another.
    @WithDefault("2")
    int timesReaders();

    /// Bytes a second that are read of new captures for their SHA-256; 0: none, and no duplicate is recognised.
    @WithDefault("32M")
    MemorySize digestRate();

    /// How long that waits at most for jobs that run, and for the one that mostly follows an upload; 0s: not at all.
    @WithDefault("10m")
    Duration digestPatience();

    /// Length of the parts in which clients send captures straight to the object store. Longer where 10,000 of them, the most that S3 takes, would not do.
    @WithDefault("16M")
    MemorySize uploadPart();

    /// How long such an upload may take.
    @WithDefault("24h")
    Duration uploadExpiry();

    /// Start a job for each new capture that is readable.
    @WithDefault("false")
    boolean autoProcess();
}

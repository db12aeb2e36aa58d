package dev.tractor.extractor.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What bounds an extractor. One job takes at most two chunks and about 1 KiB of heap per flow of [#maxFlows].
@ConfigMapping(prefix = "tractor.extractor")
public interface ExtractorConfig {
    /// Jobs that run side by side.
    @WithDefault("2")
    int parallelJobs();

    /// How often the registry is asked for work when nothing woke the extractor.
    @WithDefault("5s")
    Duration pollEvery();

    /// How often a job's progress is reported, which keeps its lease.
    @WithDefault("1s")
    Duration heartbeatEvery();

    /// Feature profiles to compute besides those that a job's model takes, so that models of these can label its flows again later.
    Optional<List<String>> profiles();

    /// Flows that may be live at once in one job; beyond it the longest idle one is ended for lack of resources.
    @WithDefault("500000")
    int maxFlows();

    /// Batches published and not yet stored at which metering pauses.
    @WithDefault("256")
    int maxBatchesAhead();

    /// Bytes of a capture asked for at once; one such chunk is read ahead.
    @WithDefault("8M")
    MemorySize chunkLength();
}

package dev.tractor.gateway.packets;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds of what one request for packets may cost.
@ConfigMapping(prefix = "tractor.packets")
public interface PacketsConfig {
    /// Most packets of an answer.
    @WithDefault("10000000")
    long maxPackets();

    /// Most bytes of an answer's packets, as IP total lengths.
    @WithDefault("4G")
    MemorySize maxBytes();

    /// How long a compressed capture, which can only be read from its beginning, is read for one answer.
    @WithDefault("60s")
    Duration timeLimit();
}

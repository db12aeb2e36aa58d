package dev.tractor.classifier.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where file-registry is.
@ConfigMapping(prefix = "tractor.registry")
public interface RegistryConfig {
    /// `http://host:port`
    URI url();

    @WithDefault("2s")
    Duration connectTimeout();

    @WithDefault("5s")
    Duration readTimeout();
}

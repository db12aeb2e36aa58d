package dev.tractor.stats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where places of addresses come from.
@ConfigMapping(prefix = "tractor.geoip")
public interface GeoipConfig {
    /// MaxMind databases (.mmdb) of cities, countries or autonomous systems, of MaxMind or DB-IP; without one every public address is `unknown`. Where several know an address the first one counts.
    Optional<List<Path>> database();

    /// How often is looked whether a file has changed. It is taken up when it was the same at two such looks.
    @WithDefault("2s")
    Duration checkEvery();
}

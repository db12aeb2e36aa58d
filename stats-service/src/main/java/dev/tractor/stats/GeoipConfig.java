package dev.tractor.stats;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// Where places of addresses come from.
@ConfigMapping(prefix = "tractor.geoip")
public interface GeoipConfig {
    /// A MaxMind database (.mmdb) with the City or Country layout; without it every public address is `unknown`.
    Optional<Path> database();
}

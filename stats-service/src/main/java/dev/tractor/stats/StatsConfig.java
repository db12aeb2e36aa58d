package dev.tractor.stats;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What an operator can set, under `tractor`.
@ConfigMapping(prefix = "tractor")
public interface StatsConfig {
    Stats stats();

    Geoip geoip();

    interface Stats {
        /// Batches written to the database at a time; each takes one connection.
        int writers();

        /// Flow lists sent at a time; each holds one connection until its reader has taken all of it.
        @WithDefault("6")
        int flowStreams();

        /// Rows deleted in one transaction once a job has ended.
        @WithDefault("20000")
        int sweepRows();
    }

    interface Geoip {
        /// A MaxMind database (.mmdb) with the City or Country layout; without it every public address is `unknown`.
        Optional<Path> database();
    }
}

package dev.tractor.stats.geo;

import dev.tractor.stats.GeoipConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/// The configured databases, taken up again when their files change. A file that cannot be used is refused and what was in use before stays.
@Singleton
@Startup
public class GeoDatabase {
    private static final Logger LOG = Logger.getLogger(GeoDatabase.class);

    private final List<GeoFile> files;
    private final Duration checkEvery;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final Thread watcher;
    private volatile boolean closed;

    @Inject
    GeoDatabase(GeoipConfig config, MeterRegistry meters) {
        this(config.database().orElse(List.of()), config.checkEvery());
        for (GeoFile file : files) {
            Gauge.builder("tractor.geoip.refused", () -> file.refusal().isPresent() ? 1 : 0).tag("file", file.path().toString())
                    .description("1 while the file as it is now is not in use").register(meters);
        }
    }

    GeoDatabase(List<Path> paths, Duration checkEvery) {
        this.files = paths.stream().map(GeoFile::new).toList();
        this.checkEvery = checkEvery;
        this.watcher = Thread.ofPlatform().name("geoip").daemon().start(this::watch);
    }

    /// What is known now. Waits until the files were read for the first time.
    public Places current() {
        try {
            loaded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the GeoIP databases are read", e);
        }
        return new Places(files.stream().flatMap(file -> file.edition().stream()).toList());
    }

    boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    List<GeoFile> files() {
        return files;
    }

    private void watch() {
        try {
            files.forEach(GeoFile::takeNow);
        } finally {
            loaded.countDown();
        }
        while (!closed && !files.isEmpty()) {
            try {
                Thread.sleep(checkEvery);
                files.forEach(GeoFile::look);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("looking at the GeoIP databases failed and is tried again", e);
            }
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        watcher.interrupt();
    }
}

package dev.tractor.registry.capture;

import dev.tractor.packet.CaptureFormatException;
import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.background.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Reads the packet times of each new capture, in the background. A capture stays due in the database until its times are settled there, so a restart reads none twice.
@ApplicationScoped
public class PacketTimesReading {
    private static final Logger LOG = Logger.getLogger(PacketTimesReading.class);
    /// What to do about a file of which no packet can be read.
    private static final String INSTEAD = ". Delete it, or upload a pcap or pcapng file in its place, as it is or compressed with gzip or zstd.";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);

    private final CaptureCatalogue catalogue;
    private final PacketTimesReader reader;
    private final int readers;
    private final Set<Long> beingRead = new HashSet<>();
    private final List<Loop> loops = new ArrayList<>();

    PacketTimesReading(CaptureCatalogue catalogue, PacketTimesReader reader, RegistryConfig config) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.readers = config.timesReaders();
    }

    /// Scans may take minutes: they have a loop of their own, so that captures whose ends tell the times do not wait for them.
    void start(@Observes StartupEvent event) {
        for (int i = 0; i < readers; i++) {
            loops.add(Loop.start("capture times " + i, () -> readNext(false)));
        }
        loops.add(Loop.start("capture scan", () -> readNext(true)));
    }

    void noticed(@Observes(during = TransactionPhase.AFTER_SUCCESS) CaptureNoticed event) {
        loops.forEach(Loop::wake);
    }

    void stop(@Observes ShutdownEvent event) {
        loops.forEach(Loop::close);
    }

    private Duration readNext(boolean byScan) {
        Optional<Capture> next = take(byScan);
        next.ifPresent(capture -> {
            try {
                read(capture, byScan);
            } finally {
                release(capture);
            }
        });
        return next.isPresent() ? Duration.ZERO : POLL;
    }

    private synchronized Optional<Capture> take(boolean byScan) {
        Optional<Capture> next = catalogue.nextTimesDue(byScan, beingRead);
        next.ifPresent(capture -> beingRead.add(capture.id()));
        return next;
    }

    private synchronized void release(Capture capture) {
        beingRead.remove(capture.id());
    }

    private void read(Capture capture, boolean byScan) {
        if (capture.sizeBytes() == 0) {
            catalogue.unreadable(capture.id(), "the file is empty" + INSTEAD);
            return;
        }
        try {
            Optional<PacketTimes> times = byScan ? Optional.of(reader.scan(capture)) : reader.glance(capture);
            times.ifPresentOrElse(found -> catalogue.readTimes(capture.id(), found), () -> catalogue.readTimesByScan(capture.id()));
        } catch (CaptureFormatException e) {
            catalogue.unreadable(capture.id(), e.getMessage() + INSTEAD);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("times of %s are read again in %d s: %s", capture.name(), RETRY_PAUSE.toSeconds(), e);
            catalogue.retryTimes(capture.id(), RETRY_PAUSE);
        }
    }
}

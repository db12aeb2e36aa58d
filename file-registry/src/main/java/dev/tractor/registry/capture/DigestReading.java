package dev.tractor.registry.capture;

import dev.tractor.registry.RegistryConfig;
import dev.tractor.registry.background.Loop;
import dev.tractor.registry.store.CaptureStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Reads each new capture once, in the background, for the SHA-256 by which duplicates are recognised: one after the other no faster than `tractor.registry.digest-rate`, and
/// part by part when no job runs, so that it takes little from the jobs. A capture stays due in the database until its digest is there.
@ApplicationScoped
public class DigestReading {
    private static final Logger LOG = Logger.getLogger(DigestReading.class);
    /// Who uploads a capture mostly has it processed at once.
    private static final Duration JOB_FOLLOWS = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);
    private static final int BUFFER_BYTES = 256 << 10;
    /// A second's work by default: no job that begins has more of it beside itself.
    private static final long PART_BYTES = 32 << 20;
    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final CaptureCatalogue catalogue;
    private final CaptureStore store;
    private final long bytesPerSecond;
    private final Duration wait;
    private final Duration patience;
    private Loop loop;

    DigestReading(CaptureCatalogue catalogue, CaptureStore store, RegistryConfig config) {
        this.catalogue = catalogue;
        this.store = store;
        this.bytesPerSecond = config.digestRate().asLongValue();
        this.patience = config.digestPatience();
        this.wait = patience.compareTo(JOB_FOLLOWS) < 0 ? patience : JOB_FOLLOWS;
    }

    void start(@Observes StartupEvent event) {
        loop = bytesPerSecond == 0 ? Loop.start("capture digests", () -> Loop.DONE) : Loop.start("capture digests", this::readNext);
    }

    void noticed(@Observes(during = TransactionPhase.AFTER_SUCCESS) CaptureNoticed event) {
        loop.wake();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration readNext() throws InterruptedException {
        Optional<Capture> next = due();
        if (next.isPresent()) {
            read(next.get());
        }
        return next.isPresent() ? Duration.ZERO : POLL;
    }

    /// Empty while jobs run that are given way to.
    private Optional<Capture> due() {
        return catalogue.nextDigestDue(wait, patience);
    }

    private void read(Capture capture) throws InterruptedException {
        MessageDigest sha256 = sha256();
        try {
            for (long at = 0; at < capture.sizeBytes(); at += PART_BYTES) {
                while (due().isEmpty()) {
                    Thread.sleep(POLL);
                }
                try (InputStream in = store.read(capture.name(), capture.etag(), at, Math.min(PART_BYTES, capture.sizeBytes() - at))) {
                    update(sha256, in);
                }
            }
            catalogue.readDigest(capture.id(), HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("%s is read again for its digest in %d s: %s", capture.name(), RETRY_PAUSE.toSeconds(), e);
            catalogue.retryDigest(capture.id(), RETRY_PAUSE);
        }
    }

    private void update(MessageDigest sha256, InputStream in) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long start = System.nanoTime();
        long bytes = 0;
        // Whole buffers: a pause after each few kB that a connection gives would cost more than the digest.
        for (int length = in.readNBytes(buffer, 0, BUFFER_BYTES); length > 0; length = in.readNBytes(buffer, 0, BUFFER_BYTES)) {
            sha256.update(buffer, 0, length);
            bytes += length;
            long aheadNanos = (long) ((double) bytes / bytesPerSecond * NANOS_PER_SECOND) - (System.nanoTime() - start);
            if (aheadNanos > 0) {
                Thread.sleep(Duration.ofNanos(aheadNanos));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.tractor.registry.upload;

import dev.tractor.registry.background.Loop;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Gives up the uploads whose time is over, so that parts that nobody completes do not fill the store.
@ApplicationScoped
public class UploadExpiry {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int BATCH_LIMIT = 50;

    private final Uploads uploads;
    private final UploadService service;
    private final Clock clock;
    private Loop loop;

    UploadExpiry(Uploads uploads, UploadService service, Clock clock) {
        this.uploads = uploads;
        this.service = service;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        loop = Loop.start("upload expiry", this::abortExpired);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration abortExpired() {
        List<String> expired = QuarkusTransaction.requiringNew().call(() -> uploads.expired(clock.instant(), BATCH_LIMIT));
        for (String uploadId : expired) {
            try {
                service.abort(uploadId);
            } catch (UnknownUploadException e) {
                // completed or given up meanwhile
            }
        }
        return INTERVAL;
    }
}

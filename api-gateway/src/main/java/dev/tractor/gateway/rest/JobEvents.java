package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// The progress of a job as server-sent events, by asking the registry again and again: the gateway keeps no state, so any replica can serve a reconnect.
@ApplicationScoped
class JobEvents {
    private static final Duration POLL = Duration.ofMillis(500);
    /// Shorter than the idle timeout of the usual proxies.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final RegistryClient registry;

    JobEvents(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    /// Ends with the job. While the registry is away the stream waits for it.
    ///
    /// @param lastEventId of the event that the client knows, or null
    /// @throws WebApplicationException 204, which keeps a client from coming back, when it knows the end
    Multi<OutboundSseEvent> of(Job first, String lastEventId, Sse sse) {
        if (!runs(first) && id(JobProgress.of(first)).equals(lastEventId)) throw new WebApplicationException(Status.NO_CONTENT);
        var changes = new Changes(sse, lastEventId);
        var later = Multi.createBy().repeating().uni(() -> ask(first.jobId())).withDelay(POLL).whilst(job -> job.map(JobEvents::runs).orElse(true));
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(Optional.of(first)), runs(first) ? later : Multi.createFrom().empty())
                .onItem().transformToMultiAndConcatenate(job -> Multi.createFrom().optional(changes.next(job)));
    }

    /// Empty while the registry is away.
    private Uni<Optional<Job>> ask(long jobId) {
        return registry.jobLater(jobId).onFailure().transform(BackEnd.REGISTRY::translate).map(Optional::of).onFailure(JobEvents::isAway).recoverWithItem(Optional.empty());
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ApiException e && e.status() == Status.SERVICE_UNAVAILABLE;
    }

    private static boolean runs(Job job) {
        return job.state() == Job.State.IN_PROGRESS;
    }

    /// The same for the same progress, whoever tells it.
    private static String id(JobProgress progress) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(progress.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a client is told of the answers it would see: only changes, and a comment when there was none for long. One subscriber, so one thread at a time.
    private static final class Changes {
        private final Sse sse;
        private final TimeLeft timeLeft = new TimeLeft();
        private String lastId;
        private long sentAtNanos = System.nanoTime();

        Changes(Sse sse, String lastId) {
            this.sse = sse;
            this.lastId = lastId;
        }

        Optional<OutboundSseEvent> next(Optional<Job> job) {
            long now = System.nanoTime();
            Optional<JobProgress> progress = job.map(JobProgress::of);
            String id = progress.map(JobEvents::id).orElse(lastId);
            boolean changed = !id.equals(lastId);
            if (!changed && now - sentAtNanos < HEARTBEAT.toNanos()) return Optional.empty();
            sentAtNanos = now;
            if (!changed) return Optional.of(sse.newEventBuilder().comment("heartbeat").build());
            lastId = id;
            return progress.map(told -> sse.newEventBuilder().id(id).name("progress").data(JobProgress.class, told.withSecondsLeft(timeLeft.seconds(told, now))).build());
        }
    }

    /// Estimates by the pace since this stream began, so that the time in which a job waited does not count.
    private static final class TimeLeft {
        private static final String READING = "extracting";
        /// A shorter look says little of the pace.
        private static final long ENOUGH_NANOS = Duration.ofMillis(900).toNanos();

        private JobProgress first;
        private long firstAtNanos;

        /// @return null while it cannot be said
        Long seconds(JobProgress progress, long now) {
            if (!progress.phase().equals(READING)) {
                first = null;
                return null;
            }
            if (first == null || progress.bytesRead() < first.bytesRead()) {
                first = progress;
                firstAtNanos = now;
                return null;
            }
            long bytes = progress.bytesRead() - first.bytesRead();
            long nanos = now - firstAtNanos;
            if (bytes == 0 || nanos < ENOUGH_NANOS) return null;
            return Math.ceilDiv((long) ((double) (progress.bytesTotal() - progress.bytesRead()) / bytes * nanos), Duration.ofSeconds(1).toNanos());
        }
    }
}

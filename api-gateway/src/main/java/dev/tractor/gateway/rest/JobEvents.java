package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
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

    /// Fails before its first event with 404 for an unknown job and 503 while the registry is away; later the stream waits for the registry.
    Multi<OutboundSseEvent> of(long jobId, Sse sse) {
        var events = new Changes(sse);
        var first = ask(jobId);
        var rest = Multi.createBy().repeating().uni(() -> ask(jobId).map(Optional::of).onFailure(JobEvents::isAway).recoverWithItem(Optional.empty()))
                .withDelay(POLL).whilst(job -> job.map(JobEvents::runs).orElse(true));
        return first.onItem().transformToMulti(job -> Multi.createBy().concatenating().streams(Multi.createFrom().item(Optional.of(job)), runs(job) ? rest : Multi.createFrom().empty()))
                .onItem().transformToMultiAndConcatenate(job -> Multi.createFrom().optional(events.next(job)));
    }

    private Uni<Job> ask(long jobId) {
        return registry.jobLater(jobId).onFailure().transform(failure -> {
            ApiException translated = BackEnd.REGISTRY.translate(failure);
            return translated.status() == Status.NOT_FOUND ? Jobs.unknown(jobId) : translated;
        });
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ApiException e && e.status() == Status.SERVICE_UNAVAILABLE;
    }

    private static boolean runs(Job job) {
        return job.state() == Job.State.IN_PROGRESS;
    }

    /// What a client is told of the answers it would see: only changes, and a comment when there was none for long. One subscriber, so one thread at a time.
    private static final class Changes {
        private final Sse sse;
        private JobProgress last;
        private long sentAtNanos;

        Changes(Sse sse) {
            this.sse = sse;
        }

        Optional<OutboundSseEvent> next(Optional<Job> job) {
            JobProgress progress = job.map(JobProgress::of).orElse(last);
            long now = System.nanoTime();
            if (progress.equals(last) && now - sentAtNanos < HEARTBEAT.toNanos()) return Optional.empty();
            sentAtNanos = now;
            if (progress.equals(last)) return Optional.of(sse.newEventBuilder().comment("heartbeat").build());
            last = progress;
            return Optional.of(sse.newEventBuilder().name("progress").mediaType(MediaType.APPLICATION_JSON_TYPE).data(JobProgress.class, progress).build());
        }
    }
}

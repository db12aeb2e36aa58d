package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.RegistryClient;
import dev.tractor.gateway.v1.JobProgress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

    /// Ends with the job. While the registry is away the stream waits for it.
    Multi<OutboundSseEvent> of(Job first, Sse sse) {
        var changes = new Changes(sse);
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
            return Optional.of(sse.newEventBuilder().name("progress").data(JobProgress.class, progress).build());
        }
    }
}

package dev.tractor.gateway.flows;

import dev.tractor.contracts.v1.Flow;
import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.BackEnd;
import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.ProblemType;
import dev.tractor.gateway.backend.StatsClient;
import dev.tractor.gateway.flows.FlowDetail.SessionOfFlow;
import dev.tractor.gateway.results.JobResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Puts together what stats-service knows of a flow and what flow-extractor stored of it.
@ApplicationScoped
public class FlowDetails {
    private static final String NOT_STORED = "What was stored of the job's flows is not there any more, or an older version stored it. Process the capture again.";

    private final StatsClient stats;
    private final JobResults results;

    FlowDetails(@RestClient StatsClient stats, JobResults results) {
        this.stats = stats;
        this.results = results;
    }

    /// @return empty when the job has no flow of that number
    public Optional<FlowDetail> find(Job job, long ordinal) {
        return row(job, ordinal).map(flow -> detail(job, flow));
    }

    /// @return empty when the job has no flow of that number
    public Optional<FlowItem> row(Job job, long ordinal) {
        if (ordinal < 0) return Optional.empty();
        return BackEnd.STATS.find(() -> stats.search(job.jobId(), "flow:" + ordinal, null, 1, null)).flatMap(page -> page.getEntity().stream().findFirst());
    }

    private FlowDetail detail(Job job, FlowItem row) {
        var session = row.session() == null ? null : session(job, row.session());
        var stored = Attempt.of(() -> results.flow(job, row.flow()));
        var unavailable = Attempt.of(() -> results.whyNoPackets(job));
        Boolean partial = stored.isAway() || unavailable.isAway() ? true : null;
        String noPackets = unavailable.away().or(unavailable::found).orElse(null);
        return stored.found().map(flow -> detail(job, row, flow, session, noPackets, partial))
                .orElseGet(() -> new FlowDetail(row, CommunityId.of(row), null, null, null, null, null, null, null, null, null, session, stored.away().orElse(NOT_STORED), noPackets == null, noPackets, partial));
    }

    /// What the object store has, or that it is away: what stats-service knows is told all the same.
    private record Attempt<T>(Optional<T> found, Optional<String> away) {
        private static <T> Attempt<T> of(Supplier<Optional<T>> question) {
            try {
                return new Attempt<>(question.get(), Optional.empty());
            } catch (ApiException e) {
                if (e.type() != ProblemType.UNAVAILABLE) throw e;
                return new Attempt<>(Optional.empty(), Optional.of(e.getMessage()));
            }
        }

        private boolean isAway() {
            return away.isPresent();
        }
    }

    private static FlowDetail detail(Job job, FlowItem row, Flow flow, SessionOfFlow session, String unavailable, Boolean partial) {
        try {
            return new FlowDetail(row, CommunityId.of(row), StoredDetails.scope(flow), StoredDetails.direction(flow.getForward()), StoredDetails.direction(flow.getBackward()),
                    StoredDetails.evidence(flow), flow.getSpltLengthsList(), StoredDetails.spltTimes(flow), StoredDetails.features(flow), StoredDetails.hex(flow.getFirstPayloadForward()), StoredDetails.hex(flow.getFirstPayloadBackward()), session, null,
                    unavailable == null, unavailable, partial);
        } catch (IllegalArgumentException e) {
            throw ApiException.fault("Flow %d of job %d was stored by another version. Process the capture again.".formatted(row.flow(), job.jobId()), e);
        }
    }

    private SessionOfFlow session(Job job, long session) {
        return BackEnd.STATS.ask(() -> stats.sessions(job.jobId(), "session:" + session, null, 1, null)).sessions().stream().findFirst()
                .map(found -> new SessionOfFlow(session, found.flows(), found.label())).orElse(null);
    }
}

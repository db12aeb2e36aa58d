package dev.tractor.stats.rest;

import dev.tractor.stats.columns.JobFlows;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.search.FlowRequest;
import dev.tractor.stats.search.FlowSearch;
import dev.tractor.stats.search.Turns;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/// Answers pages of flows, of which a table asks for many: with as many threads as there are turns, in the order in which they are asked for. Whatever cannot be answered is left to [SearchResource],
/// which says why.
@ApplicationScoped
class FlowPages {
    private static final int BEFORE_RESOURCES = -1;

    private final CompleteJobs jobs;
    private final Turns turns;
    private final WorkerExecutor threads;

    FlowPages(CompleteJobs jobs, Turns turns, Vertx vertx) {
        this.jobs = jobs;
        this.turns = turns;
        this.threads = vertx.createSharedWorkerExecutor("pages", Turns.AT_A_TIME);
    }

    void register(@Observes Router router) {
        router.get("/internal/jobs/:job_id/search").order(BEFORE_RESOURCES).handler(this::answer);
    }

    private void answer(RoutingContext rc) {
        HttpServerRequest request = rc.request().pause();
        MultiMap parameters = rc.queryParams();
        threads.executeBlocking(() -> page(rc.pathParam("job_id"), parameters), false).onComplete(asked -> {
            request.resume();
            if (asked.succeeded()) {
                answer(rc.response(), asked.result());
            } else {
                rc.next();
            }
        });
    }

    private FlowSearch.Page page(String jobId, MultiMap parameters) throws Exception {
        FlowRequest request = Parameters.flows(value(parameters, "query"), value(parameters, "sort"), value(parameters, "limit"), value(parameters, "cursor"));
        JobFlows job = jobs.complete(Long.parseLong(jobId));
        return turns.take(() -> FlowSearch.page(job, request));
    }

    /// The first one; an empty one is none, as for the resources.
    private static String value(MultiMap parameters, String name) {
        String value = parameters.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static void answer(HttpServerResponse response, FlowSearch.Page page) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON + ";charset=UTF-8");
        if (page.next() != null) {
            response.putHeader(JobResource.NEXT_CURSOR, Parameters.cursor(page.next()));
        }
        response.end(Buffer.buffer(page.flows()));
    }
}

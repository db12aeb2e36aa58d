package dev.tractor.gateway.rest;

import dev.tractor.gateway.backend.Job;
import dev.tractor.gateway.backend.StatsClient;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Passes a page of flows on as stats-service writes it, which is what a table asks for again and again: on the thread that reads the request, without reading the page. Whatever is out of the ordinary is
/// left to [FlowsResource], which gives the same answers: another form, other columns, a condition on the answer's tag, a job that is not known to have finished, and all that fails.
@ApplicationScoped
class FlowPages {
    /// Behind the checks of [Routes], before the resources.
    private static final int BEFORE_RESOURCES = -99;
    private static final int CONNECTIONS = 16;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final String LIMIT = "limit";
    private static final Set<String> PARAMETERS = Set.of("query", "sort", LIMIT, Link.CURSOR);
    private static final Set<String> JSON = Set.of(MediaType.APPLICATION_JSON, MediaType.WILDCARD);
    private static final Set<String> CONDITIONS = Set.of(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MATCH, HttpHeaders.IF_MODIFIED_SINCE, HttpHeaders.IF_UNMODIFIED_SINCE);

    private final Jobs jobs;
    private final ResultTags tags;
    private final HttpClient client;
    private final RequestOptions stats;

    FlowPages(Jobs jobs, ResultTags tags, Vertx vertx, @ConfigProperty(name = "tractor.stats.url") String statsUrl) {
        this.jobs = jobs;
        this.tags = tags;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout(CONNECT_MILLIS));
        RequestOptions base = new RequestOptions().setAbsoluteURI(statsUrl).setTimeout(ANSWER_MILLIS);
        this.stats = base.setURI(base.getURI().replaceFirst("/+$", ""));
    }

    void register(@Observes Router router) {
        router.get("/v1/jobs/:job_id/flows").order(BEFORE_RESOURCES).handler(this::answer);
    }

    private void answer(RoutingContext rc) {
        Optional<Job> job = isPlain(rc) ? known(rc.pathParam("job_id")) : Optional.empty();
        if (job.isEmpty()) {
            rc.next();
            return;
        }
        HttpServerRequest request = rc.request().pause();
        RequestOptions search = new RequestOptions(stats).setURI(stats.getURI() + "/internal/jobs/" + job.get().jobId() + "/search" + (request.query() == null ? "" : "?" + request.query()));
        client.request(search).compose(asked -> asked.send()).compose(found -> found.body().map((Buffer page) -> new Page(found, page)))
                .onComplete(asked -> {
                    request.resume();
                    if (asked.succeeded() && asked.result().isThere()) asked.result().answer(rc, job.get(), tags);
                    else rc.next();
                });
    }

    private record Page(HttpClientResponse found, Buffer flows) {
        private boolean isThere() {
            return found.statusCode() == HttpResponseStatus.OK.code();
        }

        private void answer(RoutingContext rc, Job job, ResultTags tags) {
            HttpServerRequest request = rc.request();
            HttpServerResponse response = rc.response()
                    .putHeader(HttpHeaders.CACHE_CONTROL, ResultTags.PRIVATE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                    .putHeader(HttpHeaders.ETAG, '"' + tags.of(job, request.getHeader(HttpHeaders.ACCEPT), request.path(), request.query()).getValue() + '"')
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
            String next = found.getHeader(StatsClient.NEXT_CURSOR);
            if (next != null) response.putHeader(HttpHeaders.LINK, Link.next(request.path(), request.query(), next));
            response.end(flows);
        }
    }

    /// Whether it asks for a page as JSON with all columns, by parameters that are given once.
    private static boolean isPlain(RoutingContext rc) {
        HttpServerRequest request = rc.request();
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return (accepted == null || JSON.contains(accepted)) && CONDITIONS.stream().noneMatch(request.headers()::contains)
                && rc.queryParams().names().size() == rc.queryParams().size() && rc.queryParams().entries().stream().allMatch(FlowPages::isPlain);
    }

    private static boolean isPlain(Map.Entry<String, String> parameter) {
        return PARAMETERS.contains(parameter.getKey()) && !parameter.getValue().isEmpty() && (!parameter.getKey().equals(LIMIT) || isLimit(parameter.getValue()));
    }

    private static boolean isLimit(String text) {
        return text.length() <= String.valueOf(Parameters.MAX_LIMIT).length() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9') && Integer.parseInt(text) <= Parameters.MAX_LIMIT;
    }

    private Optional<Job> known(String jobId) {
        return jobId.length() < String.valueOf(Long.MAX_VALUE).length() && jobId.chars().allMatch(digit -> digit >= '0' && digit <= '9') ? jobs.knownFinished(Long.parseLong(jobId)) : Optional.empty();
    }
}

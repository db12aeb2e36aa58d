package dev.tractor.gateway.rest;

import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Asks this service about the newest finished job before the first reader does, so that the code that answers is compiled. It is not ready until then, unless the services behind it are away: it says so
/// itself, and asks when they are there, beside its readers.
@Readiness
@ApplicationScoped
class WarmUp implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int CLIENTS = 2 * Runtime.getRuntime().availableProcessors();
    private static final String HOST = "127.0.0.1";
    private static final int ANSWER_SECONDS = 10;
    private static final int OK = 200;
    private static final int FIRST_FAULT = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NEWEST = "/v1/jobs?state=finished&limit=1";
    private static final Pattern JOB = Pattern.compile("\"job_id\":(\\d+)");
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>");
    private static final List<String> SORTS = List.of("flow", "-start", "bytes", "-duration", "packets");

    private final Duration time;
    private final Vertx vertx;
    private volatile boolean isReady;

    WarmUp(JobsConfig config, Vertx vertx) {
        this.time = config.warmUp();
        this.vertx = vertx;
        this.isReady = time.isZero();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm-up").status(isReady).build();
    }

    void begin(@ObservesAsync HttpServerStart started) {
        if (!time.isZero()) Thread.ofPlatform().name("warm-up").daemon().start(() -> run(started.options().getPort()));
    }

    private void run(int port) {
        HttpClient client = vertx.createHttpClient();
        try {
            Matcher newest = JOB.matcher(await(client, port, NEWEST).body);
            if (!newest.find()) return;
            String flows = "/v1/jobs/" + newest.group(1) + "/flows?sort=";
            if (await(client, port, flows + SORTS.getFirst()).status != OK) return;
            long end = System.nanoTime() + time.toNanos();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String first = flows + SORTS.get(i % SORTS.size());
                clients.add(Thread.ofVirtual().start(() -> page(client, port, first, end)));
            }
            for (Thread each : clients) each.join();
        } catch (Exception e) {
            LOG.warnf("no question was asked beforehand: %s", e);
        } finally {
            isReady = true;
            client.close();
        }
    }

    /// As soon as the services behind answer.
    private Answer await(HttpClient client, int port, String path) throws Exception {
        Answer answer = get(client, port, path);
        while (answer.status >= FIRST_FAULT) {
            isReady = true;
            Thread.sleep(PAUSE);
            answer = get(client, port, path);
        }
        return answer;
    }

    /// Goes from page to page, and from the last one to the first.
    private static void page(HttpClient client, int port, String first, long end) {
        try {
            String next = first;
            while (System.nanoTime() - end < 0) {
                Answer answer = get(client, port, next);
                if (answer.status != OK) return;
                Matcher link = NEXT.matcher(String.valueOf(answer.link));
                next = link.find() ? link.group(1) : first;
            }
        } catch (Exception e) {
            LOG.debug("asking ends early", e);
        }
    }

    private record Answer(int status, String body, String link) {}

    private static Answer get(HttpClient client, int port, String path) throws Exception {
        return client.request(HttpMethod.GET, port, HOST, path).compose(request -> request.send())
                .compose(answer -> answer.body().map((Buffer body) -> new Answer(answer.statusCode(), body.toString(), answer.getHeader("Link"))))
                .toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}

package dev.tractor.stats.rest;

import dev.tractor.stats.SearchConfig;
import dev.tractor.stats.query.CompleteJobs;
import dev.tractor.stats.search.FlowSort;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Asks this service about its newest complete job before it says that it is ready, so that the job's columns are in memory and the code that answers is compiled when the first reader comes. Whatever
/// goes wrong, it is ready afterwards.
@Readiness
@ApplicationScoped
public class WarmUp implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int CLIENTS = Runtime.getRuntime().availableProcessors();
    private static final String HOST = "127.0.0.1";
    private static final int ANSWER_SECONDS = 10;
    /// Of every kind of field: most, some and few flows.
    private static final List<String> QUERIES = List.of("", "packets:1", "bytes>10K and not port:443", "protocol:udp", "ip:10.0.0.0/8", "label:tls or domain:*", "confidence>=0.9", "duration>1s", "google");
    private static final List<String> SUMS = List.of("overview", "timeline", "groups?by=label", "groups?by=ip", "graph", "beacons", "hosts", "sessions");

    /// Pages of each query in all orders, and sums.
    static final List<String> QUESTIONS = Stream.concat(QUERIES.stream().flatMap(WarmUp::pages), SUMS.stream()).toList();

    private final CompleteJobs jobs;
    private final SearchConfig config;
    private final Vertx vertx;
    private volatile boolean isOver;

    WarmUp(CompleteJobs jobs, SearchConfig config, Vertx vertx) {
        this.jobs = jobs;
        this.config = config;
        this.vertx = vertx;
    }

    private static Stream<String> pages(String query) {
        return Arrays.stream(FlowSort.values()).map(FlowSort::field).flatMap(field -> Stream.of(field, "-" + field))
                .map(sort -> "search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&sort=" + sort);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("warm-up").status(isOver).build();
    }

    void begin(@ObservesAsync HttpServerStart started) {
        Thread.ofPlatform().name("warm-up").daemon().start(() -> {
            try {
                OptionalLong newest = jobs.newest();
                if (newest.isPresent()) {
                    LOG.infof("asked itself %d times about job %d", ask(started.options().getPort(), newest.getAsLong()), newest.getAsLong());
                }
            } catch (Exception e) {
                LOG.warnf("ready without having answered before: %s", e);
            } finally {
                isOver = true;
            }
        });
    }

    /// @return how many answers came in time
    int ask(int port, long jobId) throws InterruptedException {
        HttpClient client = vertx.createHttpClient();
        try {
            long end = System.nanoTime() + config.warmUp().toNanos();
            List<Asking> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                asking.add(new Asking(client, port, "/internal/jobs/" + jobId + "/", i, end));
            }
            for (Asking each : asking) {
                each.thread.join();
            }
            return asking.stream().mapToInt(each -> each.answers).sum();
        } finally {
            client.close();
        }
    }

    /// One question after another, beginning at different ones.
    private static final class Asking {
        private final HttpClient client;
        private final int port;
        private final String path;
        private final Thread thread;
        private volatile int answers;

        private Asking(HttpClient client, int port, String path, int number, long end) {
            this.client = client;
            this.port = port;
            this.path = path;
            thread = Thread.ofPlatform().name("warm-up-" + number).daemon().start(() -> {
                try {
                    for (int i = number * QUESTIONS.size() / CLIENTS; System.nanoTime() - end < 0; i++) {
                        answer(QUESTIONS.get(i % QUESTIONS.size()));
                    }
                } catch (Exception e) {
                    LOG.warnf("the warm-up ends early: %s", e);
                }
            });
        }

        /// Pages, and the pages after them.
        private void answer(String question) throws Exception {
            String cursor = get(question);
            if (cursor != null) {
                get(question + "&cursor=" + cursor);
            }
        }

        private String get(String question) throws Exception {
            HttpClientResponse response = client.request(HttpMethod.GET, port, HOST, path + question).compose(request -> request.send())
                    .compose(answer -> answer.body().map((Buffer body) -> answer)).toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (response.statusCode() != 200) {
                throw new IllegalStateException(question + " is answered with " + response.statusCode());
            }
            answers++;
            return response.getHeader(JobResource.NEXT_CURSOR);
        }
    }
}

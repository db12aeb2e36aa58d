package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.testsupport.fuzz.ApiFuzzer;
import dev.tractor.testsupport.http.Request;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random requests to every operation of the description that the gateway serves. `-Dtractor.fuzz.seconds=N` goes on for that long, `-Dtractor.fuzz.seed=N` repeats a run.
@QuarkusTest
@WithTestResource(Surroundings.class)
@Tag("long")
class ApiFuzzTest {
    private static final Logger LOG = Logger.getLogger(ApiFuzzTest.class);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("tractor.fuzz.seconds", 3));
    private static final long SEED = Long.getLong("tractor.fuzz.seed", 6);
    private static final String FLOW = """
            {"flow":3,"src_ip":"10.0.0.1","src_port":40000,"dst_ip":"2001:db8::1","dst_port":443,"protocol":6,"time_start":1700000000.000004,"time_end":1700000000.000005,"duration_us":1,\
            "packets_fwd":1,"packets_bwd":0,"bytes_fwd":40,"bytes_bwd":0,"end_reason":"forced","label":"dns","group":"network","confidence":0.3,"method":"port","comment":"","session":3}""";

    Surroundings surroundings;

    /// Jobs 1 (finished), 2 (running) and 3 (failed); every question about job 1 has an answer.
    @BeforeEach
    void backEnds() {
        surroundings.reset();
        surroundings.registry.otherwise((exchange, body) -> answer(registry(exchange.getRequestMethod(), exchange.getRequestURI().getPath())).send(exchange, body));
        surroundings.stats.otherwise((exchange, body) -> answer(stats(exchange.getRequestURI().getPath())).send(exchange, body));
        surroundings.classifier.otherwise((exchange, body) -> (exchange.getRequestURI().getPath().endsWith("/labels") ? StandIn.json(200, Surroundings.LABELS)
                : StandIn.json(400, "{\"status\":400,\"code\":400,\"message\":\"no model\"}")).send(exchange, body));
    }

    /// Null for what is not there.
    private static String registry(String method, String path) {
        String finished = Surroundings.job(1, "finished", "done", "\"flows\":5,");
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "jobs" -> method.equals("GET") ? "{\"jobs\":[" + finished + "]}" : finished;
            case "captures" -> method.equals("GET") ? "{\"captures\":[]}" : null;
            case "models" -> "{\"models\":[]}";
            case "1" -> finished;
            case "2" -> Surroundings.job(2, "in_progress", "extracting", "");
            case "3" -> Surroundings.job(3, "failed", "done", "\"message\":\"no capture\",");
            default -> null;
        };
    }

    private static String stats(String path) {
        String sums = "\"total\":{\"flows\":1,\"packets\":1,\"bytes\":1}";
        return !path.contains("/jobs/1/") ? null : switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "search" -> "[" + FLOW + "]";
            case "groups" -> "{\"by\":\"label\",\"values\":1," + sums + ",\"groups\":[{\"value\":\"dns\",\"flows\":1,\"packets\":1,\"bytes\":1}]}";
            case "timeline" -> "{\"by\":\"label\",\"interval_seconds\":0.5,\"series\":[]}";
            case "statistics", "flows" -> "[]";
            case "sessions" -> "{\"sessions\":[]}";
            case "hosts" -> "{\"hosts\":[]}";
            case "graph" -> "{\"by\":\"bytes\",\"nodes\":[],\"edges\":[]}";
            case "beacons" -> "{\"pairs\":0,\"beacons\":[]}";
            case "comparison" -> "{\"by\":\"label\",\"jobs\":[],\"rows\":[]}";
            case "overview" -> "{\"job_id\":1,\"flows\":1,\"packets\":1,\"bytes\":1,\"groups\":{}}";
            default -> null;
        };
    }

    private static StandIn.Answer answer(String json) {
        return json == null ? StandIn.json(404, "{\"status\":404,\"code\":404,\"message\":\"not there\"}") : StandIn.json(200, json);
    }

    private static void fuzz(Duration time, boolean isBackEndAway) {
        try {
            var document = new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").text());
            var known = Map.of("job_id", List.of("1", "1", "1", "2", "3"), "flow", List.of("3"), "label", List.of("dns"), "ip", List.of("10.0.0.1"), "model", List.of("traffic-class"),
                    "by", List.of("label"), "sort", List.of("flow", "-bytes"), "file_name", List.of("a.pcap"), "replace", List.of("true"));
            var fuzzer = new ApiFuzzer(URI.create("http://127.0.0.1:" + Request.port()), document, SEED, known, _ -> true, isBackEndAway);
            List<String> faults = fuzzer.run(time);
            LOG.infof("seed %d: %d requests", SEED, fuzzer.requests());
            assertEquals(List.of(), faults, () -> "seed " + SEED + ":\n" + String.join("\n", faults));
            assertTrue(fuzzer.requests() > 20);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noRequestIsAFaultOfTheServer() {
        fuzz(TIME, false);
    }

    @Test
    void whatIsAwayIsSaid() {
        for (StandIn away : List.of(surroundings.registry, surroundings.stats, surroundings.classifier)) away.away(() -> fuzz(Duration.ZERO, true));
    }
}

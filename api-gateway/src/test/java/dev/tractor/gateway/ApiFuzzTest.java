package dev.tractor.gateway;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tractor.testsupport.fuzz.ApiFuzzer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Random requests to every operation of the description that the gateway serves. `-Dtractor.fuzz.seconds=N` goes on for that long, `-Dtractor.fuzz.seed=N` repeats a run.
@QuarkusTest
@WithTestResource(Surroundings.class)
class ApiFuzzTest {
    private static final Logger LOG = Logger.getLogger(ApiFuzzTest.class);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("tractor.fuzz.seconds", 10));
    private static final long SEED = Long.getLong("tractor.fuzz.seed", 6);
    private static final String FLOW = """
            {"flow":3,"src_ip":"10.0.0.1","src_port":40000,"dst_ip":"2001:db8::1","dst_port":443,"protocol":6,"time_start":1700000000.000004,"time_end":1700000000.000005,"duration_us":1,\
            "packets_fwd":1,"packets_bwd":0,"bytes_fwd":40,"bytes_bwd":0,"end_reason":"forced","label":"dns","group":"network","confidence":0.3,"method":"port","comment":"","session":3}""";

    Surroundings surroundings;

    /// Jobs 1 (finished), 2 (running) and 3 (failed); every question about job 1 has an answer.
    @BeforeEach
    void backEnds() {
        surroundings.reset();
        surroundings.registry.otherwise((exchange, body) -> {
            String path = exchange.getRequestURI().getPath();
            answer(path.endsWith("/jobs/1") || path.endsWith("/jobs") ? Surroundings.job(1, "finished", "done", "\"flows\":5,")
                    : path.endsWith("/jobs/2") ? Surroundings.job(2, "in_progress", "extracting", "")
                    : path.endsWith("/jobs/3") ? Surroundings.job(3, "failed", "done", "\"message\":\"no capture\",")
                    : path.endsWith("/captures") && exchange.getRequestMethod().equals("GET") ? "{\"captures\":[]}"
                    : path.endsWith("/models") ? "{\"models\":[]}" : null).send(exchange, body);
        });
        surroundings.stats.otherwise((exchange, body) -> {
            String path = exchange.getRequestURI().getPath();
            answer(!path.contains("/jobs/1/") ? null
                    : path.endsWith("/search") ? "{\"flows\":[" + FLOW + "]}"
                    : path.endsWith("/groups") ? "{\"by\":\"label\",\"values\":1,\"total\":{\"flows\":1,\"packets\":1,\"bytes\":1},\"groups\":[{\"value\":\"dns\",\"flows\":1,\"packets\":1,\"bytes\":1}]}"
                    : path.endsWith("/timeline") ? "{\"by\":\"label\",\"interval_seconds\":0.5,\"series\":[]}"
                    : path.endsWith("/statistics") || path.endsWith("/flows") ? "[]" : null).send(exchange, body);
        });
        surroundings.classifier.on("GET /internal/labels", 200, Surroundings.LABELS);
    }

    private static StandIn.Answer answer(String json) {
        return json == null ? StandIn.json(404, "{\"status\":404,\"code\":404,\"message\":\"not there\"}") : StandIn.json(200, json);
    }

    private static void fuzz(Duration time, boolean isBackEndAway) {
        try {
            var document = new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").asString());
            var known = Map.of("job_id", List.of("1", "1", "1", "2", "3"), "flow", List.of("3"), "label", List.of("dns"), "ip", List.of("10.0.0.1"), "model", List.of("traffic-class"),
                    "by", List.of("label"), "sort", List.of("flow", "-bytes"), "file_name", List.of("a.pcap"), "replace", List.of("true"));
            var fuzzer = new ApiFuzzer(URI.create("http://127.0.0.1:" + RestAssured.port), document, SEED, known, _ -> true, isBackEndAway);
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
        for (StandIn away : List.of(surroundings.registry, surroundings.stats, surroundings.classifier)) away.away(() -> fuzz(Duration.ofSeconds(1), true));
    }
}

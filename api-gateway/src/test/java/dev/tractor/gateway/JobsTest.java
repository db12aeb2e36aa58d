package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class JobsTest {
    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @Test
    void aCancelledJobIsFailed() {
        surroundings.registry.on("POST /internal/jobs/2/cancel", 200, Surroundings.job(2, "failed", "done", "\"message\":\"cancelled\","));

        when().post("/v1/jobs/2/cancel").then().statusCode(200).contentType("application/json").body("state", is("failed")).body("message", is("cancelled"));
    }

    @Test
    void aJobTellsWhatItsAnswerDependsOn() {
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", """
                "finished_at":1530878333,"flows":6,"relabel_of":1,"pins":{"capture":{"name":"a.pcap","etag":"e"},"options":{"x":1},"model":{"name":"m","digest":"d","profile":"p"},
                "engine_version":"1","catalogue_digest":"c","geoip":{"digest":"g","edition":"City 2026-11-01"},"flows":{"job_id":1,"attempt":2}},"""));

        String answer = when().get("/v1/jobs/2").then().statusCode(200).contentType("application/json").text();

        assertEquals("{\"job_id\":2,\"file_name\":\"a.pcap\",\"attempt\":1,\"state\":\"finished\",\"phase\":\"done\",\"started_at\":1530878325,\"finished_at\":1530878333,"
                + "\"progress\":{\"bytes_read\":50,\"bytes_total\":200,\"packets\":5,\"flows\":2,\"flows_stored\":1},\"flows_count\":6,\"relabel_of\":1,"
                + "\"pins\":{\"capture\":{\"name\":\"a.pcap\",\"etag\":\"e\"},\"options\":{\"x\":1},\"model\":{\"name\":\"m\",\"digest\":\"d\",\"profile\":\"p\"},\"engine_version\":\"1\","
                + "\"catalogue_digest\":\"c\",\"geoip\":{\"digest\":\"g\",\"edition\":\"City 2026-11-01\"},\"flows\":{\"job_id\":1,\"attempt\":2}}}", answer);
    }

    @Test
    void aJobIsStartedOrItsFlowsAreLabelledAgain() {
        surroundings.registry.on("POST /internal/jobs", 200, Surroundings.job(3, "in_progress", "waiting", ""));

        given().json("{\"file_name\":\"a.pcap\",\"model\":\"m\",\"options\":{\"max_flows\":5}}").post("/v1/jobs").then().statusCode(202).header("Location", is("/v1/jobs/3")).body("job_id", is(3));
        given().json("{\"relabel\":2}").post("/jobs").then().statusCode(202).body("state", is("in_progress"));

        assertEquals(List.of("POST /internal/jobs {\"file_name\":\"a.pcap\",\"model\":\"m\",\"options\":{\"max_flows\":5}}", "POST /internal/jobs {\"relabel\":2}"), surroundings.registry.requests());
        for (String wrong : List.of("{}", "{\"relabel\":\"x\"}", "{\"relabel\":2,\"file_name\":\"a.pcap\"}", "{\"file_name\":\"a\",\"model\":1}", "{\"file_name\":\"../a\"}")) {
            given().json(wrong).post("/v1/jobs").then().statusCode(400).contentType("application/problem+json");
        }
        surroundings.registry.on("POST /internal/jobs", 409, "{\"status\":409,\"code\":409,\"message\":\"process the capture again\"}");
        given().json("{\"relabel\":2}").post("/v1/jobs").then().statusCode(409).body("message", is("process the capture again"));
    }

    @Test
    void itsErrorsAreProblems() {
        surroundings.registry.on("POST /internal/jobs/2/cancel", 409, "{\"status\":409,\"code\":409,\"message\":\"Job 2 has ended.\",\"type\":\"job-ended\"}");

        when().post("/jobs/2/cancel").then().statusCode(409).contentType("application/problem+json").body(is("""
                {"status":409,"code":409,"message":"Job 2 has ended.","type":"/problems/job-ended","title":"The job has ended","detail":"Job 2 has ended.","instance":"/v1/jobs/2/cancel"}"""));
        when().post("/v1/jobs/3/cancel").then().statusCode(404).contentType("application/problem+json").body("message", is("There is no job 3."));
        when().get("/v1/jobs/3/events").then().statusCode(404).contentType("application/problem+json").body("message", is("There is no job 3."));
    }

    @Test
    void eventsTellEachChangeAndEndWithTheJob() {
        var asked = new AtomicInteger();
        surroundings.registry.on("GET /internal/jobs/2", (exchange, body) -> {
            int time = asked.getAndIncrement();
            if (time == 2) StandIn.json(503, "{\"status\":503,\"code\":503,\"message\":\"away\"}").send(exchange, body);
            else StandIn.json(200, time < 3 ? Surroundings.job(2, "in_progress", "extracting", "") : Surroundings.job(2, "finished", "done", "")).send(exchange, body);
        });

        String events = when().get("/v1/jobs/2/events").then().statusCode(200).contentType("text/event-stream").text();

        String counts = "\"bytes_read\":50,\"bytes_total\":200,\"packets\":5,\"flows\":2,\"flows_stored\":1}";
        assertEquals("id:ID\nevent:progress\ndata:{\"job_id\":2,\"capture\":\"a.pcap\",\"state\":\"in_progress\",\"phase\":\"extracting\",\"percent\":25," + counts + "\n\n"
                + "id:ID\nevent:progress\ndata:{\"job_id\":2,\"capture\":\"a.pcap\",\"state\":\"finished\",\"phase\":\"done\",\"percent\":100," + counts + "\n\n", events.replaceAll("id:[0-9a-f]{16}", "id:ID"));
    }

    @Test
    void aClientThatComesBackIsToldOnlyWhatItDoesNotKnow() {
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", ""));
        String id = when().get("/v1/jobs/2/events").then().statusCode(200).text().replaceAll("(?s)^id:([0-9a-f]{16}).*", "$1");

        given().header("Last-Event-ID", id).get("/v1/jobs/2/events").then().statusCode(204);
        given().header("Last-Event-ID", "0".repeat(16)).get("/v1/jobs/2/events").then().statusCode(200).body(containsString("id:" + id));

        var asked = new AtomicInteger();
        surroundings.registry.on("GET /internal/jobs/2", (exchange, body) ->
                StandIn.json(200, asked.getAndIncrement() == 0 ? Surroundings.job(2, "in_progress", "extracting", "") : Surroundings.job(2, "finished", "done", "")).send(exchange, body));
        String running = when().get("/v1/jobs/2/events").then().text().replaceAll("(?s)^id:([0-9a-f]{16}).*", "$1");
        asked.set(0);
        String resumed = given().header("Last-Event-ID", running).get("/v1/jobs/2/events").then().statusCode(200).text();
        assertEquals(1, resumed.split("event:progress").length - 1, resumed);
        assertTrue(resumed.contains("id:" + id), resumed);
    }

    @Test
    void theTimeLeftIsEstimatedByThePace() {
        var asked = new AtomicInteger();
        surroundings.registry.on("GET /internal/jobs/2", (exchange, body) -> {
            int read = 20 * asked.incrementAndGet();
            StandIn.json(200, read < 160 ? Surroundings.job(2, "in_progress", "extracting", "").replace("\"bytes_read\":50", "\"bytes_read\":" + read) : Surroundings.job(2, "failed", "done", "\"message\":\"x\","))
                    .send(exchange, body);
        });

        String events = when().get("/v1/jobs/2/events").then().statusCode(200).text();

        assertTrue(events.matches("(?s).*\"bytes_read\":140,[^\\n]*\"seconds_left\":[1-9][0-9]*.*"), events);
        assertFalse(events.lines().filter(line -> line.contains("\"failed\"")).findFirst().orElseThrow().contains("seconds_left"));
    }

    @Test
    void jobsAreListedAndDeletedAndTellTheHealthOfTheirCapture() {
        String job = Surroundings.job(2, "finished", "done", "\"finished_at\":1530878333,\"flows\":6,\"pins\":{\"model\":{\"name\":\"m\",\"digest\":\"d\",\"profile\":\"p\"}},");
        surroundings.registry.on("GET /internal/jobs?capture=a+b&state=finished&limit=1", 200, "{\"jobs\":[" + job + "],\"next\":\"2\"}");
        surroundings.registry.on("DELETE /internal/jobs/2", 204, "");
        surroundings.registry.on("DELETE /internal/jobs/3", 409, "{\"status\":409,\"code\":409,\"message\":\"job 3 runs\",\"type\":\"job-needed\"}");
        surroundings.registry.on("GET /internal/jobs/2/health", 200, "{\"accounting\":{\"packets_read\":5},\"warnings\":[],\"balanced\":true}");

        given().queryParam("capture", "a b").queryParam("state", "finished").queryParam("limit", 1).get("/v1/jobs").then().statusCode(200)
                .header("Link", is("</v1/jobs?capture=a%20b&state=finished&limit=1&cursor=2>; rel=\"next\""))
                .body(is("{\"jobs\":[{\"job_id\":2,\"capture\":\"a.pcap\",\"state\":\"finished\",\"phase\":\"done\",\"percent\":100,\"started_at\":1530878325,\"finished_at\":1530878333,\"flows\":6,\"model\":\"m\"}]}"));
        when().delete("/jobs/2").then().statusCode(204);
        when().delete("/v1/jobs/3").then().statusCode(409).contentType("application/problem+json").body("type", is("/problems/job-needed"));
        when().get("/v1/jobs/2/health").then().statusCode(200).body(is("{\"accounting\":{\"packets_read\":5},\"warnings\":[],\"balanced\":true}"));
        when().get("/v1/jobs?limit=1001").then().statusCode(400).body("detail", is("limit is a whole number from 1 to 1,000, not '1001'."));
    }

    @Test
    void flowsByQueryPageByPage() {
        String flow = """
                {"flow":3,"src_ip":"10.0.0.1","src_port":40000,"dst_ip":"2001:db8::1","dst_port":443,"protocol":6,"time_start":1700000000.000004,"time_end":1700000000.000005,"duration_us":1,\
                "packets_fwd":1,"packets_bwd":0,"bytes_fwd":40,"bytes_bwd":0,"end_reason":"forced","label":"tls","group":"web","confidence":0.5,"method":"port","comment":"port 443"}""";
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", ""));
        surroundings.stats.on("GET /internal/jobs/2/search?query=bytes%3E1M+and+label%3Atls&sort=-bytes&limit=1", StandIn.page("[" + flow + "]", "MS8z"));

        given().queryParam("query", "bytes>1M and label:tls").queryParam("sort", "-bytes").queryParam("limit", 1).get("/jobs/2/flows").then().statusCode(200).contentType("application/json")
                .header("Link", is("</v1/jobs/2/flows?query=bytes%3E1M%20and%20label:tls&sort=-bytes&limit=1&cursor=MS8z>; rel=\"next\"")).body(is("[" + flow + "]"));
    }

    @Test
    void sumsAndTimelinePassAsTheyAre() {
        String groups = "{\"by\":\"label\",\"values\":1,\"total\":{\"flows\":2,\"packets\":3,\"bytes\":4},\"groups\":[{\"flows\":1,\"packets\":2,\"bytes\":3}]}";
        String timeline = "{\"by\":\"label\",\"time_start\":1700000000.000004,\"time_end\":1700000009.000000,\"interval_seconds\":0.5,\"series\":[{\"value\":\"dns\",\"others\":false,\"flows\":[1,0],\"bytes\":[2.5,0.0]}]}";
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", ""));
        surroundings.stats.on("GET /internal/jobs/2/groups?query=a&by=label&order=bytes&top=5", 200, groups);
        surroundings.stats.on("GET /internal/jobs/2/timeline?by=label&intervals=2", 200, timeline);

        when().get("/v1/jobs/2/groups?by=label&query=a&order=bytes&top=5").then().statusCode(200).body(is(groups));
        when().get("/v1/jobs/2/timeline?by=label&intervals=2").then().statusCode(200).body(is(timeline));
        when().get("/v1/jobs/2/timeline?intervals=1001").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aQueryThatIsNoneIsTheClientsFault() {
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", ""));
        surroundings.stats.on("GET /internal/jobs/2/search?query=x%3Ay", 400, "{\"status\":400,\"code\":400,\"message\":\"query: there is no field 'x' (column 1)\"}");

        when().get("/v1/jobs/2/flows?query=x:y").then().statusCode(400).contentType("application/problem+json").body("detail", is("query: there is no field 'x' (column 1)"))
                .body("type", is("/problems/invalid-query")).body("errors.column", is(1));
        when().get("/v1/jobs/2/flows?limit=none").then().statusCode(400).body("detail", is("limit is a whole number from 1 to 10,000, not 'none'."));
    }
}

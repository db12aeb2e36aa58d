package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class ResultsTest {
    private static final String SUMS = "{\"flows\":1,\"packets\":2,\"bytes\":3}";
    private static final String GROUPS = "{\"by\":\"label\",\"values\":1,\"total\":" + SUMS + ",\"groups\":[{\"value\":\"dns\",\"flows\":1,\"packets\":2,\"bytes\":3}]}";
    private static final String SESSION = "\"session\":0,\"src_ip\":\"10.0.0.1\",\"time_start\":1.000000,\"time_end\":2.500000,\"duration_us\":1500000,\"flows\":2,\"packets_fwd\":3,\"packets_bwd\":4,"
            + "\"bytes_fwd\":5,\"bytes_bwd\":6,\"label\":\"dns\",\"group\":\"network\",\"confidence\":0.5";
    private static final String HOST = "\"ip\":\"10.0.0.1\",\"country\":\"private\",\"name\":\"a.example\",\"flows\":3,\"flows_as_client\":2,\"flows_as_server\":1,\"packets\":9,\"bytes_sent\":7,"
            + "\"bytes_received\":8,\"peers\":2,\"time_start\":1.000000,\"time_end\":2.500000";

    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
        surroundings.registry.on("GET /internal/jobs/2", 200, job(2, "g", ""));
    }

    private static String job(long id, String geoip, String more) {
        return Surroundings.job(id, "finished", "done",
                "\"flows\":6,\"pins\":{\"capture\":{\"name\":\"a.pcap\",\"etag\":\"e\"},\"options\":{},\"engine_version\":\"1\",\"geoip\":{\"digest\":\"%s\",\"edition\":\"City\"}%s},".formatted(geoip, more));
    }

    private void passesOn(String path, String internal, String body) {
        surroundings.stats.on("GET /internal/jobs/2/" + internal, 200, body);
        assertEquals(body, given().get("/v1/jobs/2/" + path).then().statusCode(200).contentType("application/json").text());
    }

    @Test
    void everyResultIsAnsweredAsItIsStored() {
        passesOn("overview", "overview", ("{\"job_id\":2,\"flows\":1,\"packets\":2,\"bytes\":3,\"time_start\":1.000000,\"time_end\":2.500000,\"timeline\":{\"by\":\"label\",\"time_start\":1.000000,"
                + "\"time_end\":2.500000,\"interval_seconds\":0.5,\"series\":[{\"value\":\"dns\",\"others\":false,\"flows\":[1,0],\"bytes\":[1.5,1.5]}]},\"groups\":{\"label\":%s,\"src.ip\":%s}}").formatted(GROUPS, GROUPS));
        passesOn("sessions/0", "sessions/0", "{" + SESSION + ",\"links\":[{\"from\":1,\"to\":0,\"kind\":\"dns-answer\",\"evidence\":\"a.example\"}],\"features\":{\"flows\":2.0},\"shown_flows\":[]}");
        passesOn("hosts/10.0.0.1?top=5", "hosts/10.0.0.1/profile?top=5", ("{" + HOST + ",\"country_name\":\"private\",\"names\":[{\"value\":\"a.example\",\"flows\":1}],\"user_agents\":[],\"labels\":%s,"
                + "\"services\":%s,\"peers_top\":[{\"ip\":\"10.0.0.2\",\"country\":\"private\",\"flows\":1,\"bytes_sent\":2,\"bytes_received\":3,\"label\":\"dns\"}]}").formatted(GROUPS, GROUPS));
        passesOn("graph?by=flows&top=3", "graph?by=flows&top=3", "{\"by\":\"flows\",\"nodes\":[{\"ip\":\"others\",\"flows\":1,\"bytes\":2,\"others\":true}],"
                + "\"edges\":[{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"others\",\"label\":\"dns\",\"flows\":1,\"packets\":2,\"bytes\":3}],\"rest\":{\"hosts\":1,\"flows\":1,\"bytes\":2}}");
        passesOn("beacons?sort=-contacts&top=1", "beacons?sort=-contacts&top=1", "{\"pairs\":2,\"beacons\":[{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"10.0.0.2\",\"dst_name\":\"a.example\",\"dst_port\":443,\"protocol\":\"tcp\","
                + "\"label\":\"tls\",\"flows\":7,\"contacts\":6,\"interval_seconds\":60.000000,\"deviation_seconds\":0.500000,\"bytes\":100,\"bytes_deviation\":0,\"time_start\":1700000000.000000,"
                + "\"time_end\":1700000360.000000,\"interval_score\":0.996,\"bytes_score\":1.000,\"span_score\":1.000,\"score\":0.998,\"activity\":[1,0,2]}]}");
    }

    @Test
    void aPageLeadsToTheNext() {
        surroundings.stats.on("GET /internal/jobs/2/sessions?sort=-flows&limit=1", 200, "{\"sessions\":[{" + SESSION + "}],\"next\":\"bmV4dA\"}");
        surroundings.stats.on("GET /internal/jobs/2/hosts?query=port%3A53&limit=100", 200, "{\"hosts\":[{" + HOST + "}]}");

        String sessions = when().get("/jobs/2/sessions?sort=-flows&limit=1").then().statusCode(200)
                .header("Link", "</v1/jobs/2/sessions?sort=-flows&limit=1&cursor=bmV4dA>; rel=\"next\"").text();

        assertEquals("{\"sessions\":[{" + SESSION + "}]}", sessions);
        assertEquals("{\"hosts\":[{" + HOST + "}]}", given().queryParam("query", "port:53").get("/v1/jobs/2/hosts").then().statusCode(200).header("Link", is((String) null)).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"job_id":2,"attempt":1}                                                      | true
            {"job_id":9,"attempt":1}                                                      | true
            """)
    void aJobThatLabelsAnothersFlowsAgainIsComparedFlowByFlow(String flows, boolean same) {
        surroundings.registry.on("GET /internal/jobs/3", 200, job(3, "g", ",\"flows\":" + flows));
        String body = "{\"by\":\"label\",\"jobs\":[{\"job_id\":2,\"total\":" + SUMS + "},{\"job_id\":3,\"total\":" + SUMS + "}],\"rows\":[{\"value\":\"dns\",\"left\":" + SUMS + ",\"right\":" + SUMS + "}]}";
        surroundings.stats.on("GET /internal/jobs/2/comparison?with=3&same_flows=" + same, 200, body);

        assertEquals(body, when().get("/v1/jobs/2/compare?with=3").then().statusCode(200).text());
    }

    @Test
    void otherCapturesAreNotComparedFlowByFlow() {
        surroundings.registry.on("GET /internal/jobs/3", 200, job(3, "g", "").replace("\"etag\":\"e\"", "\"etag\":\"other\""));
        surroundings.stats.on("GET /internal/jobs/2/comparison?with=3&same_flows=false", 200, "{\"by\":\"label\",\"jobs\":[],\"rows\":[]}");

        when().get("/v1/jobs/2/compare?with=3").then().statusCode(200);
        when().get("/v1/jobs/2/compare").then().statusCode(400);
        when().get("/v1/jobs/2/compare?with=4").then().statusCode(404).body("message", is("There is no job 4."));
    }

    @Test
    void aFinishedResultIsSentOnce() {
        surroundings.stats.on("GET /internal/jobs/2/groups?by=label", 200, GROUPS);
        surroundings.stats.on("GET /internal/jobs/2/groups?by=group", 200, GROUPS);
        String tag = when().get("/v1/jobs/2/groups?by=label").then().statusCode(200).header("Cache-Control", "private, no-cache").header("ETag", startsWith("\"")).header("ETag");

        given().header("If-None-Match", tag).get("/v1/jobs/2/groups?by=label").then().statusCode(304).header("ETag", tag).body(is(""));
        given().header("If-None-Match", tag).get("/v1/jobs/2/groups?by=group").then().statusCode(200);
        surroundings.registry.on("GET /internal/jobs/2", 200, job(2, "other files", ""));
        String later = given().header("If-None-Match", tag).get("/v1/jobs/2/groups?by=label").then().statusCode(200).header("ETag");

        given().header("If-Match", "\"another\"").get("/v1/jobs/2/groups?by=label").then().statusCode(412).contentType("application/problem+json").body("type", is("/problems/precondition-failed"));
        assertNotEquals(tag, later);
        assertEquals(3, surroundings.stats.requests().size(), "the unchanged one is not asked for");
    }

    @Test
    void whatIsNotFinishedHasNoTag() {
        surroundings.registry.on("GET /internal/jobs/3", 200, Surroundings.job(3, "in_progress", "storing", ""));

        for (String path : List.of("overview", "sessions", "sessions/1", "hosts", "hosts/10.0.0.1", "graph", "beacons", "groups?by=label", "compare?with=2")) {
            when().get("/v1/jobs/3/" + path).then().statusCode(409).contentType("application/problem+json").header("ETag", is((String) null));
            when().get("/v1/jobs/4/" + path).then().statusCode(404).contentType("application/problem+json");
        }
        when().get("/v1/jobs/2/sessions?limit=1001").then().statusCode(400).body("message", is("limit is a whole number from 1 to 1,000, not '1001'."));
        when().get("/v1/jobs/2/hosts/x").then().statusCode(400);
        when().get("/v1/jobs/2/sessions/7").then().statusCode(404).body("message", is("Job 2 has no session 7."));
    }
}

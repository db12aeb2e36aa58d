package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class FileTest {
    private static final String STATISTICS = """
            [{"title":"protocols","content":[{"label":"udp","count":16},{"label":"ftp","count":10}]},{"title":"clients","content":[{"label":"192.168.88.80","count":26}]}]""";
    private static final String FLOWS = """
            [{"client_ip":"192.168.88.80","client_port":34567,"server_ip":"8.8.8.8","server_port":80,"time_start":12345678,"time_end":12345679,"comment":"some comment"}]""";

    Surroundings surroundings;

    @BeforeEach
    void aFinishedARunningAndAFailedJob() {
        surroundings.reset();
        surroundings.registry.on("GET /internal/jobs/1", 200, Surroundings.job(1, "finished", "done", "\"finished_at\":1530878333,\"flows\":30000,"));
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "in_progress", "extracting", ""));
        surroundings.registry.on("GET /internal/jobs/3", 200, Surroundings.job(3, "failed", "done", "\"message\":\"Not a capture.\",\"finished_at\":1530878333,"));
        surroundings.classifier.on("GET /internal/labels", 200, Surroundings.LABELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", ""})
    void statusAndDetailsAreThoseOfTheJob(String prefix) {
        String status = """
                {"state":"failed","started_at":1530878325,"finished_at":1530878333,"job_id":3,"message":"Not a capture.","phase":"done",\
                "progress":{"bytes_read":50,"bytes_total":200,"packets":5,"flows":2,"flows_stored":1}}""";

        assertEquals(status, when().get(prefix + "/file/3/status").then().statusCode(200).contentType("application/json").text());
        assertEquals("{\"name\":\"a.pcap\",\"extension\":\"pcap\",\"time_start\":1,\"time_end\":2,\"status\":" + status + ",\"size\":1}",
                when().get(prefix + "/file/3/details").then().statusCode(200).contentType("application/json").text());
        when().get(prefix + "/file/1/details").then().statusCode(200).body("flows_count", is(30000)).body("status.job_id", is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", ""})
    void statisticsAreThoseOfTheStatsService(String prefix) {
        surroundings.stats.on("GET /internal/jobs/1/statistics", 200, STATISTICS);
        surroundings.stats.on("GET /internal/jobs/1/statistics?label=dns&top=5", 200, STATISTICS);
        String host = "{\"country\":\"private\",\"city\":\"private\",\"domain_name\":\"nas.local\",\"statistics\":" + STATISTICS + "}";
        surroundings.stats.on("GET /internal/jobs/1/hosts/2001:db8::1", 200, host);

        assertEquals(STATISTICS, when().get(prefix + "/file/1/statistics").then().statusCode(200).contentType("application/json").text());
        assertEquals(STATISTICS, when().get(prefix + "/file/1/statistics/labels?label=dns&top=5").then().statusCode(200).contentType("application/json").text());
        assertEquals(host, when().get(prefix + "/file/1/statistics/ip?ip=2001:DB8::1").then().statusCode(200).contentType("application/json").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", ""})
    void flowsPassAsTheyCome(String prefix) {
        surroundings.stats.on("GET /internal/jobs/1/flows?label=dns", 200, FLOWS);

        assertEquals(FLOWS, when().get(prefix + "/file/1/flows/labels?label=dns").then().statusCode(200).contentType("application/json").text());
    }

    @Test
    void aPageOfFlowsLeadsOnToTheNext() {
        surroundings.stats.on("GET /internal/jobs/1/flows?label=c%2B%2B+%26+co&limit=1&cursor=5", (exchange, body) -> {
            exchange.getResponseHeaders().set("X-Next-Cursor", "6+=");
            StandIn.json(200, FLOWS).send(exchange, body);
        });

        given().queryParam("label", "c++ & co").queryParam("limit", 1).queryParam("cursor", "5").get("/v1/file/1/flows/labels").then().statusCode(200)
                .header("Link", is("</v1/file/1/flows/labels?label=c%2B%2B%20%26%20co&limit=1&cursor=6%2B%3D>; rel=\"next\""));
    }

    @Test
    void aStreamThatBreaksOffIsNoWholeAnswer() {
        surroundings.stats.on("GET /internal/jobs/1/flows?label=dns", (exchange, _) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(FLOWS.repeat(1000).getBytes());
            exchange.getResponseBody().flush();
        });

        assertFalse(surroundings.isWhole("/v1/file/1/flows/labels?label=dns", HttpClient.Version.HTTP_1_1));
        assertFalse(surroundings.isWhole("/v1/file/1/flows/labels?label=dns", HttpClient.Version.HTTP_2));
    }

    @Test
    void aKnownLabelWithoutFlowsIsEmpty() {
        surroundings.stats.on("GET /internal/jobs/1/statistics?label=telegram", 200, "[{\"title\":\"protocols\",\"content\":[]}]");
        surroundings.stats.on("GET /internal/jobs/1/flows?label=telegram", 200, "[]");

        when().get("/v1/file/1/statistics/labels?label=telegram").then().statusCode(200).body(is("[]"));
        when().get("/v1/file/1/flows/labels?label=telegram").then().statusCode(200).body(is("[]"));
    }

    @Test
    void aLabelThatOnlyTheJobCarriesIsKnown() {
        surroundings.stats.on("GET /internal/jobs/1/statistics?label=old&top=1", 200, STATISTICS);
        surroundings.stats.on("GET /internal/jobs/1/flows?label=old", 200, FLOWS);

        when().get("/v1/file/1/flows/labels?label=old").then().statusCode(200).body(is(FLOWS));
    }

    @Test
    void aLabelIsMatchedExactly() {
        surroundings.stats.on("GET /internal/jobs/1/statistics?label=DNS&top=1", 200, "[]");

        when().get("/v1/file/1/flows/labels?label=DNS").then().statusCode(404).body("message", containsString("No catalogue has the label 'DNS'"));
        when().get("/v1/file/1/statistics/labels?label=DNS").then().statusCode(404).body("status", is(404));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | /file/abc/status                          | job_id is not a whole number: 'abc'.
            400 | /file/1.5/details                         | job_id is not a whole number: '1.5'.
            404 | /file/99999999999999999999/status         | There is no job 99999999999999999999.
            404 | /file/-1/statistics                       | There is no job -1.
            404 | /file/4/details                           | There is no job 4.
            404 | /file/4/statistics                        | There is no job 4.
            404 | /file/4/statistics/labels?label=dns       | There is no job 4.
            404 | /file/4/statistics/ip?ip=1.1.1.1          | There is no job 4.
            404 | /file/4/flows/labels?label=dns            | There is no job 4.
            409 | /file/2/statistics                        | Job 2 has not finished (extracting, 25%). Ask again when its state is finished.
            409 | /file/2/statistics/labels?label=dns       | Job 2 has not finished (extracting, 25%). Ask again when its state is finished.
            409 | /file/2/statistics/ip?ip=1.1.1.1          | Job 2 has not finished (extracting, 25%). Ask again when its state is finished.
            409 | /file/2/flows/labels?label=dns            | Job 2 has not finished (extracting, 25%). Ask again when its state is finished.
            409 | /file/3/flows/labels?label=dns            | Job 3 has no results, it failed: Not a capture.
            400 | /file/1/flows/labels                      | The query parameter label is missing or empty.
            400 | /file/1/statistics/labels?label=          | The query parameter label is missing or empty.
            400 | /file/1/statistics/ip                     | The query parameter ip is missing or empty.
            400 | /file/1/statistics/ip?ip=1.2.3            | ip is no IPv4 or IPv6 address: '1.2.3'.
            400 | /file/1/statistics/ip?ip=256.1.1.1        | ip is no IPv4 or IPv6 address: '256.1.1.1'.
            400 | /file/1/statistics/ip?ip=localhost        | ip is no IPv4 or IPv6 address: 'localhost'.
            400 | /file/1/statistics/ip?ip=fe80::1%25lo     | ip is no IPv4 or IPv6 address: 'fe80::1%lo'.
            404 | /file/1/statistics/ip?ip=1.1.1.1          | No flow of job 1 has the address 1.1.1.1.
            400 | /file/1/statistics?top=0                  | top is a whole number from 1 to 10,000, not '0'.
            400 | /file/1/flows/labels?label=dns&limit=x    | limit is a whole number from 1 to 10,000, not 'x'.
            500 | /file/1/statistics                        | Job 1 has finished, but stats-service does not have its results. Process the capture again.
            """)
    void whatIsWrongIsSaid(int status, String path, String message) {
        for (String prefix : new String[] {"/v1", ""}) {
            when().get(prefix + path).then().statusCode(status).contentType("application/json")
                    .body(is("{\"status\":%d,\"code\":%d,\"message\":\"%s\"}".formatted(status, status, message)));
        }
    }

    @Test
    void withoutTheStatsServiceTheAnswerSaysWhatIsAway() {
        surroundings.stats.away(() -> when().get("/v1/file/1/flows/labels?label=dns").then().statusCode(503).body("message", containsString("The stats-service does not answer.")));
    }

    @Test
    void aFailureOfTheStatsServiceShowsNothingOfItsInside() {
        surroundings.stats.on("GET /internal/jobs/1/statistics", 500, "{\"message\":\"java.lang.NullPointerException\"}");

        when().get("/v1/file/1/statistics").then().statusCode(500).body("message", is("The stats-service failed with status 500; its log says why."));
    }
}

package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Pages of a job that is known to have finished, which are passed on.
@QuarkusTest
@TestProfile(FlowPagesTest.KnownForLong.class)
@WithTestResource(Surroundings.class)
class FlowPagesTest {
    public static final class KnownForLong implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tractor.jobs.finished-known-for", "1h");
        }
    }

    private static final String FLOWS = "[{\"flow\":3},{\"flow\":4}]";
    /// As the resource asks.
    private static final String QUERY = "query=port%3A53&sort=-bytes&limit=2&cursor=MS8w";
    /// As only what is passed on is asked for.
    private static final String OTHER_ORDER = "limit=2&cursor=MS8w&sort=-bytes&query=port%3A53";

    Surroundings surroundings;

    @BeforeEach
    void aKnownJob() {
        surroundings.reset();
        surroundings.registry.on("GET /internal/jobs/2", 200, Surroundings.job(2, "finished", "done", "\"flows\":5,"));
        for (String query : List.of(QUERY, OTHER_ORDER)) surroundings.stats.on("GET /internal/jobs/2/search?" + query, StandIn.page(FLOWS, "MS8z"));
        when().head("/v1/jobs/2/flows?" + QUERY).then().statusCode(200);
    }

    @Test
    void aPageIsTheOneThatTheResourceGives() {
        String made = when().head("/v1/jobs/2/flows?" + QUERY).then().statusCode(200).header("ETag");

        when().get("/v1/jobs/2/flows?" + QUERY).then().statusCode(200).body(is(FLOWS)).header("ETag", is(made)).header("Content-Type", is("application/json"))
                .header("Cache-Control", is("private, no-cache")).header("Vary", is("Accept")).header("X-Content-Type-Options", is("nosniff"))
                .header("Link", is("</v1/jobs/2/flows?query=port%3A53&sort=-bytes&limit=2&cursor=MS8z>; rel=\"next\""));
        given().header("If-None-Match", made).get("/v1/jobs/2/flows?" + QUERY).then().statusCode(304);
    }

    @Test
    void itIsAskedForAsItCame() {
        when().get("/v1/jobs/2/flows?" + OTHER_ORDER).then().statusCode(200).body(is(FLOWS))
                .header("Link", is("</v1/jobs/2/flows?limit=2&sort=-bytes&query=port%3A53&cursor=MS8z>; rel=\"next\""));

        assertEquals("GET /internal/jobs/2/search?" + OTHER_ORDER, surroundings.stats.requests().getLast());
    }

    @Test
    void whatIsWrongIsSaidByTheResource() {
        surroundings.stats.on("GET /internal/jobs/2/search?query=port%3A", 400, "{\"status\":400,\"code\":400,\"message\":\"query: a value is missing\"}");

        when().get("/v1/jobs/2/flows?query=port%3A").then().statusCode(400).contentType("application/problem+json").body("message", is("query: a value is missing"));
        when().get("/v1/jobs/2/flows?limit=0").then().statusCode(400).body("message", containsString("limit is a whole number"));
        surroundings.stats.away(() -> when().get("/v1/jobs/2/flows?limit=7").then().statusCode(503));
    }
}

package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP itself asks for: errors that no resource raises, other methods, headers, the way to the page.
@QuarkusTest
@WithTestResource(Surroundings.class)
class HttpTest {
    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
        surroundings.registry.on("GET /internal/captures?limit=500", 200, "{\"captures\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/", "/v1/nothing", "/v1/files/other", "/nothing", "/v1/file/1", "/v2/files/list", "/ui/nothing.js", "/q/nothing"})
    void anUnknownPathHasTheErrorBody(String path) {
        when().get(path).then().statusCode(404).contentType(errorType(path)).body("status", is(404)).body("code", is(404)).body("message", containsString("There is nothing at " + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/%zz", "/v1/files/list?limit=%zz", "/v1/file/1/statistics/ip?ip=a|b"})
    void aMalformedUriHasTheErrorBody(String uri) {
        String answer = surroundings.raw("GET " + uri + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");

        assertThat(answer, startsWith("HTTP/1.1 400 "));
        assertThat(answer, containsString("{\"status\":400,\"code\":400,\"message\":\"The request is malformed: its URI is no valid URI, or a value in it cannot be read.\""));
    }

    /// Of an error at that path: those of the nine of v1 are plain.
    private static String errorType(String path) {
        return path.matches("(/v1)?/(file/.*|files/(list|process)|labels/list)") ? "application/json" : "application/problem+json";
    }

    @Test
    void anOverlongUriHasTheErrorBody() {
        when().get("/v1/files/list?cursor=" + "a".repeat(9_000)).then().statusCode(414).contentType("application/json").body("status", is(414));
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/v1/files/list,'GET, HEAD, OPTIONS'", "POST,/file/1/status,'GET, HEAD, OPTIONS'", "GET,/v1/files/process,'OPTIONS, POST'", "PUT,/labels/list,'GET, HEAD, OPTIONS'",
            "GET,/v1/jobs/1/cancel,'OPTIONS, POST'", "GET,/v1/files,'OPTIONS, POST'", "PUT,/v1/jobs,'GET, HEAD, OPTIONS, POST'", "POST,/v1/captures/a/b,'DELETE, GET, HEAD, OPTIONS'",
            "PUT,/uploads/1,'DELETE, OPTIONS'"})
    void anotherMethodIsRefusedWithThoseThatThereAre(String method, String path, String allow) {
        when().send(method, path).then().statusCode(405).contentType(errorType(path)).header("Allow", allow).body("status", is(405));
        when().options(path).then().statusCode(200).header("Allow", allow);
    }

    @Test
    void headIsAGetWithoutBody() {
        when().head("/v1/files/list").then().statusCode(200).contentType("application/json").body(is(""));
    }

    @Test
    void anAnswerInAnotherTypeIsNotAcceptable() {
        given().accept("text/csv").get("/v1/labels/list").then().statusCode(406).contentType("application/json").body("status", is(406));
    }

    @Test
    void whatIsNoTypeInTheAcceptHeaderSaysNothing() {
        given().header("Accept", "").get("/v1/files/list").then().statusCode(200).contentType("application/json");
        given().accept("anything").get("/v1/files/list").then().statusCode(200).contentType("application/json");
        given().accept("anything, text/csv").get("/v1/files/list").then().statusCode(406);
    }

    @Test
    void whoTakesProblemsTakesTheAnswerToo() {
        given().accept("application/problem+json").get("/problems").then().statusCode(200).contentType("application/json");
    }

    @Test
    void noOtherOriginMayRead() {
        given().header("Origin", "https://example.org").get("/v1/files/list").then().statusCode(200).header("Access-Control-Allow-Origin", nullValue()).header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void theRootLeadsToThePage() {
        when().get("/").then().statusCode(302).header("Location", "ui/");
        when().get("/ui").then().statusCode(302).header("Location", "ui/");
        when().get("/ui/").then().statusCode(200).contentType(startsWith("text/html")).header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .header("Cache-Control", "no-cache").body(containsString("<noscript>"));
    }

    /// A browser asks again for the index alone, and has what the index names for good.
    @Test
    void thePageIsKeptByBrowsersUntilItChanges() {
        var index = when().get("/ui/").then();
        String version = index.header("ETag").replace("\"", "");
        given().header("If-None-Match", index.header("ETag")).get("/ui/").then().statusCode(304).body(is(""));
        List<String> named = Pattern.compile("(?:src|href)=\"([\\w/.-]+\\.(?:js|css|svg|woff2))\"").matcher(index.text()).results().map(match -> match.group(1)).toList();

        assertThat(named.contains(version + "/app.js") && named.size() > 15, is(true));
        for (String file : named) {
            given().header("Accept-Encoding", "gzip").get("/ui/" + file).then().statusCode(200)
                    .header("Cache-Control", "public, max-age=31536000, immutable").header("Content-Encoding", is(file.endsWith(".woff2") ? null : "gzip"));
        }
        when().get("/ui/" + version + "/app.js").then().contentType(startsWith("text/javascript")).header("Content-Security-Policy", startsWith("default-src 'none'")).body(containsString("takeDrops"));
        when().head("/ui/" + version + "/app.js").then().statusCode(200).body(is(""));
        when().get("/ui/" + "0".repeat(16) + "/app.js").then().statusCode(404);
        when().get("/ui/" + version + "/../../application.properties").then().statusCode(404);
    }

    @Test
    void itLivesWithoutItsBackEnds() {
        surroundings.registry.away(() -> {
            when().get("/q/health/live").then().statusCode(200).body("status", is("UP"));
            when().get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        });
        when().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
        when().get("/q/swagger-ui/").then().statusCode(200).contentType(startsWith("text/html"));
    }
}

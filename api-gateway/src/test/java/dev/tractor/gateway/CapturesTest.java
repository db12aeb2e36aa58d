package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.gateway.backend.ProblemType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class CapturesTest {
    private static final String CAPTURE = """
            {"name":"dir/a b.pcap","etag":"e1","extension":"pcap","size_bytes":101001,"first_nanos":1530476322999999999,"last_nanos":1530878322000000001,"sha256":"ab","same_as":["c.pcap"],
             "job":{"job_id":12,"attempt":1,"state":"finished","phase":"done","started_at":1530878325,"finished_at":1530878333,"warnings":["cut"],
             "findings":[{"code":"truncated","message":"cut","count":1,"first_offset":70}],
             "progress":{"bytes_read":101001,"bytes_total":101001,"packets":900,"flows":30,"flows_stored":30},"flows":30,"relabel_of":7}}""";
    private static final String SHOWN = """
            {"name":"dir/a b.pcap","etag":"e1","extension":"pcap","size_bytes":101001,"time_start":1530476322.999999,"time_end":1530878322.000000,"sha256":"ab","same_as":["c.pcap"],"state":"finished",\
            "job":{"job_id":12,"state":"finished","phase":"done","percent":100,"started_at":1530878325,"finished_at":1530878333,"flows":30,"relabel_of":7},\
            "warnings":[{"code":"truncated","message":"cut","count":1,"first_offset":70}]}""";

    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/captures", "/captures"})
    void aPageLeadsToTheNext(String path) {
        String fresh = "{\"name\":\"n\",\"etag\":\"e\",\"extension\":\"\",\"size_bytes\":1,\"first_nanos\":0,\"last_nanos\":0,\"same_as\":[],\"problem\":\"empty\"}";
        surroundings.registry.on("GET /internal/captures?search=a&state=finished&sort=-size&limit=2", 200, "{\"captures\":[" + CAPTURE + "," + fresh + "],\"next\":\"x\"}");

        given().queryParam("search", "a").queryParam("state", "finished").queryParam("sort", "-size").queryParam("limit", 2).get(path).then().statusCode(200)
                .header("Link", is("</v1/captures?search=a&state=finished&sort=-size&limit=2&cursor=x>; rel=\"next\""))
                .body(is("{\"captures\":[" + SHOWN + ",{\"name\":\"n\",\"etag\":\"e\",\"extension\":\"\",\"size_bytes\":1,\"problem\":\"empty\",\"state\":\"new\",\"warnings\":[]}]}"));
    }

    @Test
    void aCaptureIsNamedWithItsSlashesWrittenEitherWay() {
        surroundings.registry.on("GET /internal/captures/named?name=dir%2Fa+b.pcap", 200, CAPTURE);
        surroundings.registry.on("DELETE /internal/captures/named?name=dir%2Fa+b.pcap", 204, "");

        given().get("/v1/captures/dir/a%20b.pcap").then().statusCode(200).body(is(SHOWN));
        given().get("/captures/dir%2Fa%20b.pcap").then().statusCode(200).body(is(SHOWN));
        given().delete("/v1/captures/dir%2Fa%20b.pcap").then().statusCode(204);
        given().get("/v1/captures/a%2F..%2Fb").then().statusCode(400).contentType("application/problem+json").body("type", is("/problems/invalid-name"));
    }

    @Test
    void whatTheRegistryRefusesIsAProblemOfItsKind() {
        surroundings.registry.on("GET /internal/captures/named?name=no", 404, "{\"status\":404,\"code\":404,\"message\":\"there is none\",\"type\":\"unknown-capture\"}");

        when().get("/v1/captures/no").then().statusCode(404).contentType("application/problem+json").body(is("""
                {"status":404,"code":404,"message":"there is none","type":"/problems/unknown-capture","title":"There is no such capture","detail":"there is none","instance":"/v1/captures/no"}"""));
        when().get("/v1/captures?limit=0").then().statusCode(400).body("type", is("/problems/invalid-request"));
    }

    @Test
    void everyTypeIsDescribedWhereItLeadsToAndOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "problems.md"));
        for (ProblemType type : ProblemType.values()) {
            when().get(type.uri()).then().statusCode(200).body("type", is(type.uri())).body("title", is(type.title())).body("status", is(type.status().getStatusCode()));
            String row = "| `" + type.wire() + "` | " + type.status().getStatusCode() + " | " + type.title() + " | " + type.advice() + " |\n";
            assertEquals(true, page.contains(row), "docs/reference/problems.md needs the row\n" + row);
        }
        when().get("/problems").then().statusCode(200).body("size()", is(ProblemType.values().length));
        when().get("/problems/none").then().statusCode(404).body("detail", containsString("There is no problem 'none'"));
        assertEquals(List.of(), page.lines().filter(line -> line.startsWith("| `")).filter(line -> ProblemType.named(line.substring(3, line.indexOf('`', 3))).isEmpty()).toList());
    }
}

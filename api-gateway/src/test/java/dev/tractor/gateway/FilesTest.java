package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class FilesTest {
    private static final String NEW_CAPTURE = """
            {"name":"b новый.pcapng","etag":"e2","extension":"pcapng","size_bytes":36000,"first_nanos":1530476322000000000,"last_nanos":0}""";
    private static final String FINISHED_CAPTURE = """
            {"name":"a.pcap","etag":"e1","extension":"pcap","size_bytes":101001,"first_nanos":1530476322999999999,"last_nanos":1530878322000000001,
             "job":{"job_id":12345,"attempt":1,"state":"finished","phase":"done","started_at":1530878325,"finished_at":1530878333,"warnings":["cut"],
             "progress":{"bytes_read":101001,"bytes_total":101001,"packets":900,"flows":30,"flows_stored":30},"flows":30}}""";
    private static final String UNREADABLE_CAPTURE = """
            {"name":"c.pcap","etag":"e3","extension":"pcap","size_bytes":0,"first_nanos":0,"last_nanos":0,"problem":"The file is empty."}""";

    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/list", "/files/list"})
    void listsEveryCaptureOfEveryPage(String path) {
        surroundings.registry.on("GET /internal/captures?limit=500", 200, "{\"captures\":[" + FINISHED_CAPTURE + "," + NEW_CAPTURE + "],\"next\":\"b\"}");
        surroundings.registry.on("GET /internal/captures?limit=500&cursor=b", 200, "{\"captures\":[" + UNREADABLE_CAPTURE + "]}");

        String body = when().get(path).then().statusCode(200).contentType("application/json").header("Link", nullValue()).text();

        assertEquals("""
                [{"name":"a.pcap","extension":"pcap","time_start":1530476322,"time_end":1530878322,"status":{"state":"finished","started_at":1530878325,"finished_at":1530878333,"job_id":12345,\
                "phase":"done","progress":{"bytes_read":101001,"bytes_total":101001,"packets":900,"flows":30,"flows_stored":30},"warnings":["cut"]},"size":102,"flows_count":30},\
                {"name":"b новый.pcapng","extension":"pcapng","time_start":1530476322,"time_end":1530476322,"status":{"state":"new"},"size":36},\
                {"name":"c.pcap","extension":"pcap","time_start":0,"time_end":0,"status":{"state":"new"},"size":0,"problem":"The file is empty."}]""", body);
    }

    @Test
    void aPageLeadsOnToTheNext() {
        surroundings.registry.on("GET /internal/captures?limit=1&cursor=a+%26", 200, "{\"captures\":[" + NEW_CAPTURE + "],\"next\":\"b/ новый\"}");

        given().queryParam("limit", 1).queryParam("cursor", "a &").get("/v1/files/list").then().statusCode(200)
                .header("Link", is("</v1/files/list?limit=1&cursor=b%2F+%D0%BD%D0%BE%D0%B2%D1%8B%D0%B9>; rel=\"next\"")).body("size()", is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "10001"})
    void aLimitOutOfItsRangeIsRefused(String limit) {
        given().queryParam("limit", limit).get("/files/list").then().statusCode(400).contentType("application/json")
                .body("status", is(400)).body("code", is(400)).body("message", is("limit is a whole number from 1 to 10,000, not '" + limit + "'."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/process", "/files/process"})
    void processingAnswersTheJobThatWasStarted(String path) {
        surroundings.registry.on("POST /internal/jobs", 200, """
                {"job_id":7,"attempt":1,"state":"in_progress","phase":"waiting","started_at":1530878325,"warnings":[],
                 "progress":{"bytes_read":0,"bytes_total":36,"packets":0,"flows":0,"flows_stored":0},"capture":%s}""".formatted(NEW_CAPTURE));

        String body = given().json("{\"file_name\":\"b новый.pcapng\"}").post(path).then().statusCode(200).contentType("application/json").text();

        assertEquals("""
                {"state":"in_progress","started_at":1530878325,"job_id":7,"phase":"waiting",\
                "progress":{"bytes_read":0,"bytes_total":36,"packets":0,"flows":0,"flows_stored":0}}""", body);
        assertEquals("POST /internal/jobs {\"file_name\":\"b новый.pcapng\"}", surroundings.registry.requests().getFirst());
    }

    @Test
    void anUnknownCaptureCannotBeProcessed() {
        given().json("{\"file_name\":\"no.pcap\"}").post("/v1/files/process").then().statusCode(404)
                .body("status", is(404)).body("message", is("There is no capture 'no.pcap' in the repository."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                        | The body is no JSON object.
            []                        | The body is no JSON object.
            {"file_name":             | The body is no JSON (line 1, column 14).
            {"file_name":"a"} x       | The body is no JSON (line 1, column 20).
            {}                        | The body needs the field file_name
            {"file_name":5}           | The body needs the field file_name
            {"file_name":null}        | The body needs the field file_name
            {"file_name":""}          | The body needs the field file_name
            {"file_name":"a/../b"}    | has a segment '..'
            {"file_name":"a\\u0007"}  | The file name 'a\\u0007' has a control character.
            """)
    void aMalformedBodyIsRefused(String body, String message) {
        given().json(body).post("/v1/files/process").then().statusCode(400).body("status", is(400)).body("message", containsString(message));
        assertTrue(surroundings.registry.requests().isEmpty());
    }

    @Test
    void aBodyHasALimitAndAType() {
        given().json(" ".repeat(70_000)).post("/v1/files/process").then().statusCode(413).body("message", is("A JSON body has at most 65,536 bytes."));
        given().contentType("text/plain").body("{\"file_name\":\"a\"}").post("/v1/files/process").then().statusCode(415).contentType("application/json").body("status", is(415));
    }

    @Test
    void withoutTheRegistryTheAnswerSaysWhatIsAway() {
        surroundings.registry.away(() -> when().get("/v1/files/list").then().statusCode(503).header("Retry-After", "5").contentType("application/json")
                .body("status", is(503)).body("code", is(503)).body("message", containsString("The file-registry does not answer.")));
    }
}

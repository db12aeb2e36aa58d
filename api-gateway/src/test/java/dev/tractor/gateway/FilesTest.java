package dev.tractor.gateway;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class FilesTest {
    Surroundings surroundings;

    private static final String NEW_CAPTURE = """
            {"name":"b новый.pcapng","etag":"e2","extension":"pcapng","size_bytes":36000,"first_nanos":1530476322000000000,"last_nanos":0}""";
    private static final String FINISHED_CAPTURE = """
            {"name":"a.pcap","etag":"e1","extension":"pcap","size_bytes":101001,"first_nanos":1530476322999999999,"last_nanos":1530878322000000001,
             "job":{"job_id":12345,"attempt":1,"state":"finished","phase":"done","started_at":1530878325,"finished_at":1530878333,"warnings":[],
             "progress":{"bytes_read":101001,"bytes_total":101001,"packets":900,"flows":30,"flows_stored":30},"flows":30}}""";
    private static final String UNREADABLE_CAPTURE = """
            {"name":"c.pcap","etag":"e3","extension":"pcap","size_bytes":0,"first_nanos":0,"last_nanos":0,"problem":"The file is empty."}""";

    @BeforeEach
    void reset() {
        surroundings.registry.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/list", "/files/list"})
    void listsEveryCaptureExactlyAsTheContractSays(String path) {
        surroundings.registry.on("GET /internal/captures?limit=500", 200, "{\"captures\":[" + FINISHED_CAPTURE + "," + NEW_CAPTURE + "],\"next\":\"b\"}");
        surroundings.registry.on("GET /internal/captures?limit=500&cursor=b", 200, "{\"captures\":[" + UNREADABLE_CAPTURE + "]}");

        String body = when().get(path).then().statusCode(200).contentType("application/json").extract().asString();

        assertEquals("""
                [{"name":"a.pcap","extension":"pcap","time_start":1530476322,"time_end":1530878322,"status":{"state":"finished","started_at":1530878325,"finished_at":1530878333,"job_id":12345,\
                "phase":"done","progress":{"bytes_read":101001,"bytes_total":101001,"packets":900,"flows":30,"flows_stored":30}},"size":102,"flows_count":30},\
                {"name":"b новый.pcapng","extension":"pcapng","time_start":1530476322,"time_end":1530476322,"status":{"state":"new"},"size":36},\
                {"name":"c.pcap","extension":"pcap","time_start":0,"time_end":0,"status":{"state":"new"},"size":0,"problem":"The file is empty."}]""", body);
    }
}

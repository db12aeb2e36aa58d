package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.http.Json;
import io.minio.MinioAsyncClient;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class DirectUploadTest {
    private static final String CAPTURE = "{\"name\":\"dir/б.pcap\",\"etag\":\"e\",\"extension\":\"pcap\",\"size_bytes\":3,\"first_nanos\":0,\"last_nanos\":0,\"same_as\":[]}";

    Surroundings surroundings;

    @Inject
    MinioAsyncClient store;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @Test
    void theUrlOfAPartTakesThatPartAndNothingElse() throws Exception {
        String storeId = store.createMultipartUploadAsync("captures", null, "dir/б.pcap", null, null).get().result().uploadId();
        surroundings.registry.on("POST /internal/uploads", 200, upload(storeId, 150));
        surroundings.registry.on("GET /internal/uploads/u1", 200, upload(storeId, 150));

        Json answer = given().json("{\"name\":\"dir/б.pcap\",\"size_bytes\":2500,\"sha256\":\"" + "a".repeat(64) + "\"}").post("/v1/uploads").then()
                .statusCode(201).header("Location", is("/v1/uploads/u1")).json();

        assertEquals(List.of("POST /internal/uploads {\"name\":\"dir/б.pcap\",\"size_bytes\":2500,\"sha256\":\"" + "a".repeat(64) + "\",\"replace\":false}"), surroundings.registry.requests());
        assertEquals(100, answer.getList("parts").size());
        assertEquals(150, answer.getInt("parts_total"));
        Json more = when().get("/v1/uploads/u1/parts?from=101").then().statusCode(200).json();
        assertEquals(101, more.getInt("parts[0].part"));
        assertEquals(50, more.getList("parts").size());
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create(answer.getString("parts[0].url"));
            var sent = client.send(HttpRequest.newBuilder(url).PUT(BodyPublishers.ofString("abc")).build(), BodyHandlers.ofString());
            assertEquals(200, sent.statusCode(), sent.body());
            assertEquals("\"900150983cd24fb0d6963f7d28e17f72\"", sent.headers().firstValue("ETag").orElseThrow());
            URI other = URI.create(url.toString().replace("partNumber=1", "partNumber=2"));
            assertEquals(403, client.send(HttpRequest.newBuilder(other).PUT(BodyPublishers.ofString("abc")).build(), BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void completionAndGivingUpGoToTheRegistry() {
        surroundings.registry.on("POST /internal/uploads/u1/completion", 200, CAPTURE);
        surroundings.registry.on("DELETE /internal/uploads/u1", 204, "");

        given().json("{\"parts\":[{\"part\":1,\"etag\":\"\\\"x\\\"\"}]}").post("/v1/uploads/u1/completion").then().statusCode(201)
                .header("Location", is("/v1/captures/dir%2F%D0%B1.pcap")).body("name", is("dir/б.pcap")).body("state", is("new"));
        assertEquals(List.of("POST /internal/uploads/u1/completion {\"parts\":[{\"part\":1,\"etag\":\"\\\"x\\\"\"}]}"), surroundings.registry.requests());
        when().delete("/uploads/u1").then().statusCode(204);
        for (String wrong : List.of("{}", "{\"parts\":[]}", "{\"parts\":[{\"part\":1}]}", "{\"parts\":[{\"part\":\"1\",\"etag\":\"x\"}]}")) {
            given().json(wrong).post("/v1/uploads/u1/completion").then().statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void whatIsThereAlreadyIsRecognised() {
        surroundings.registry.on("POST /internal/uploads", 409, "{\"status\":409,\"code\":409,\"message\":\"the same bytes\",\"type\":\"same-capture\",\"same_as\":[\"a.pcap\"]}");

        given().json("{\"name\":\"b.pcap\",\"size_bytes\":3}").post("/v1/uploads").then().statusCode(409).contentType("application/problem+json")
                .body("type", is("/problems/same-capture")).body("same_as", is(List.of("a.pcap")));
        for (String wrong : List.of("{}", "{\"name\":\"a\"}", "{\"name\":\"a\",\"size_bytes\":\"3\"}", "{\"name\":\"../a\",\"size_bytes\":3}", "{\"name\":\"a\",\"size_bytes\":3,\"replace\":1}", "{\"name\":\"a\",\"size_bytes\":1e3}")) {
            given().json(wrong).post("/v1/uploads").then().statusCode(400).contentType("application/problem+json");
        }
        when().get("/v1/uploads/u1/parts?from=0").then().statusCode(400);
    }

    @Test
    void thePageMaySendToTheBucketAndNowhereElse() {
        String policy = when().get("/ui/").then().statusCode(200).header("Content-Security-Policy");
        assertTrue(policy.contains("connect-src 'self' " + surroundings.storeUrl() + ";"), policy);
    }

    private static String upload(String storeId, int parts) {
        return "{\"upload_id\":\"u1\",\"store_id\":\"%s\",\"name\":\"dir/б.pcap\",\"part_bytes\":16777216,\"parts\":%d,\"expires_at\":%d}"
                .formatted(storeId, parts, Instant.now().getEpochSecond() + 3600);
    }
}

package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tractor.testsupport.http.Answer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class ModelsTest {
    private static final String MINE = """
            {"digest":"b1","name":"mine","profile":"iscx-2016","size_bytes":10,"built_in":false,"active":true,"added_at":1530878325,"manifest":{"threshold":0.5}}""";

    Surroundings surroundings;

    @BeforeEach
    void reset() {
        surroundings.reset();
    }

    @Test
    void modelsAreListedWithoutTheirManifests() {
        surroundings.registry.on("GET /internal/models", 200, "{\"models\":[" + MINE + "]}");

        when().get("/v1/models").then().statusCode(200).body("[0].name", is("mine")).body("[0].active", is(true)).body("[0].added_at", is(1530878325)).body("[0]", not(hasKey("manifest")));
        when().get("/models").then().statusCode(200).body("size()", is(1));
    }

    @Test
    void aModelIsShownActivatedAndDeleted() {
        surroundings.registry.on("GET /internal/models/mine", 200, MINE);
        surroundings.registry.on("PUT /internal/models/active", 200, MINE);
        surroundings.registry.on("DELETE /internal/models/mine", 204, "");

        when().get("/v1/models/mine").then().statusCode(200).body("manifest.threshold", is(0.5));
        given().json("{\"model\":\"mine\"}").put("/v1/models/active").then().statusCode(200).body("active", is(true));
        when().delete("/v1/models/mine").then().statusCode(204);

        assertEquals("PUT /internal/models/active {\"model\":\"mine\"}", surroundings.registry.requests().get(1));
    }

    @Test
    void theReportOfAModelIsTheClassifiers() {
        surroundings.registry.on("GET /internal/models/mine", 200, MINE);
        surroundings.classifier.on("GET /internal/models/b1/report", 200, "{\"tasks\":[{\"name\":\"class7\"}]}");
        when().get("/v1/models/mine/report").then().statusCode(200).contentType("application/json").body("tasks[0].name", is("class7"));

        surroundings.classifier.on("GET /internal/models/b1/report", 404, "{\"status\":404,\"code\":404,\"message\":\"none\"}");
        when().get("/v1/models/mine/report").then().statusCode(404).body("type", is("/problems/unknown-report")).body("detail", is("The model mine was uploaded without its report.json."));
    }

    @Test
    void anUploadGoesToTheClassifierAsItIs() {
        surroundings.classifier.on("POST /internal/models", 200, MINE);

        given().multiPart("manifest", "manifest.json", "{\"a\":1}".getBytes()).multiPart("model", "model.onnx", new byte[] {65, 66}).post("/v1/models")
                .then().statusCode(201).body("digest", is("b1"));

        String sent = surroundings.classifier.requests().getFirst();
        assertTrue(sent.contains("name=\"manifest\"") && sent.contains("{\"a\":1}") && sent.contains("name=\"model\"") && sent.contains("AB"), sent);
    }

    @Test
    void refusalsArePassedOnAsProblems() {
        surroundings.classifier.on("POST /internal/models", 400, "{\"status\":400,\"code\":400,\"message\":\"The model is refused: why.\"}");
        upload().statusCode(400).contentType("application/problem+json").body("message", is("The model is refused: why."));
        surroundings.classifier.on("POST /internal/models", 413, "{\"status\":413,\"code\":413,\"message\":\"too long\"}");
        upload().statusCode(413).body("message", is("too long"));
        surroundings.classifier.away(() -> upload().statusCode(503).body("message", containsString("classifier does not answer")));
        surroundings.registry.on("DELETE /internal/models/mine", 409, "{\"status\":409,\"code\":409,\"message\":\"model mine is active\"}");
        when().delete("/v1/models/mine").then().statusCode(409).contentType("application/problem+json").body("message", is("model mine is active"));
        surroundings.registry.on("GET /internal/models/none", 404, "{\"status\":404,\"code\":404,\"message\":\"no model is called 'none'\"}");
        when().get("/v1/models/none").then().statusCode(404).body("message", is("no model is called 'none'"));
        given().json("{}").put("/v1/models/active").then().statusCode(400).body("message", containsString("the field model"));
        given().json("{}").post("/v1/models").then().statusCode(415);
    }

    private static Answer upload() {
        return given().multiPart("model", "model.onnx", new byte[100_000]).post("/v1/models").then();
    }
}

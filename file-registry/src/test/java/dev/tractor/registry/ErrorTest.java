package dev.tractor.registry;

import static dev.tractor.testsupport.http.Request.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.tractor.testsupport.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErrorTest extends RegistryTestBase {
    @Test
    void everyErrorHasTheSameBody() {
        isError(given().get("/nothing/here").then(), 404, "Not Found");
        isError(given().get("/internal/jobs/7").then(), 404, "there is no job 7");
        isError(given().get("/internal/jobs/seven").then(), 404, "Not Found");
        isError(given().put("/internal/jobs/7").then(), 405, "Method Not Allowed");
        isError(given().contentType("text/plain").body("x").post("/internal/jobs").then(), 415, "Unsupported Media Type");
        isError(given().contentType("application/json").post("/internal/jobs").then(), 400, "the request has no body");
        isError(post("/internal/jobs", "{"), 400, "JSON");
        isError(post("/internal/jobs", "[]"), 400, "JSON");
        isError(post("/internal/jobs", "null"), 400, "no body");
        isError(post("/internal/jobs", "{}"), 400, "file_name");
        isError(post("/internal/jobs", "{\"file_name\": \"none.pcap\"}"), 404, "there is no capture 'none.pcap' in the repository");
        isError(post("/internal/jobs", "{\"file_name\": \"a\", \"options\": []}"), 400, "options must be a JSON object, not array");
        isError(post("/internal/leases", "{\"owner\": \" \"}"), 400, "owner is missing");
        isError(post("/internal/leases/1/1/completion", "{\"owner\": \"x\"}"), 400, "batches");
        isError(heartbeat(1, 1, "x", -5), 400, "bytes_read must not be negative, but is -5");
    }

    private static void isError(Answer response, int status, String message) {
        response.statusCode(status).contentType("application/json").body("status", equalTo(status)).body("code", equalTo(status)).body("message", containsString(message))
                .body("message", not(containsString("dev.tractor")));
    }
}

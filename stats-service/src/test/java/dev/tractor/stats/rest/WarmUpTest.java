package dev.tractor.stats.rest;

import static dev.tractor.stats.Samples.batch;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.newJobId;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class WarmUpTest {
    @Inject Pipeline pipeline;
    @Inject @Readiness WarmUp warmUp;

    @Test
    void everyQuestionIsAnswered() {
        long job = newJobId();
        pipeline.send(batch(job, 1, 0, 0, 299));
        pipeline.send(extracted(job, 1, 1, 300));

        for (String question : WarmUp.QUESTIONS) {
            given().urlEncodingEnabled(false).get("/internal/jobs/" + job + "/" + question).then().statusCode(200);
        }
    }

    @Test
    void itEndsInTimeAndLeavesTheServiceReady() throws Exception {
        long job = newJobId();

        assertEquals(0, warmUp.ask(RestAssured.port, job), "nothing is known of the job");

        given().get("/q/health/ready").then().body("checks.find { it.name == 'warm-up' }.status", equalTo("UP"));
    }
}

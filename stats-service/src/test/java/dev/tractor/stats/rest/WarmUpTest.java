package dev.tractor.stats.rest;

import static dev.tractor.stats.Samples.batch;
import static dev.tractor.stats.Samples.extracted;
import static dev.tractor.stats.Samples.newJobId;
import static dev.tractor.testsupport.http.Request.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tractor.stats.Pipeline;
import dev.tractor.stats.PostgresResource;
import dev.tractor.testsupport.http.Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
            given().get("/internal/jobs/" + job + "/" + question).then().statusCode(200);
        }
    }

    @Test
    void itEndsInTimeAndLeavesTheServiceReady() throws Exception {
        long job = newJobId();

        assertEquals(0, warmUp.ask(Request.port(), job), "nothing is known of the job");

        assertEquals("UP", given().get("/q/health/ready").json().find("checks", "name", "warm-up").getString("status"));
    }
}

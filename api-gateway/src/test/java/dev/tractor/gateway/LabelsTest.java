package dev.tractor.gateway;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.tractor.gateway.backend.ApiException;
import dev.tractor.gateway.backend.LabelCatalogue;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class LabelsTest {
    Surroundings surroundings;

    @Inject
    LabelCatalogue catalogue;

    @Test
    void theCatalogueOutlivesTheClassifier() throws InterruptedException {
        surroundings.reset();
        catalogue.forget();
        surroundings.classifier.away(() -> when().get("/v1/labels/list").then().statusCode(503).contentType("application/json")
                .body("message", containsString("The classifier does not answer.")));

        surroundings.classifier.on("GET /internal/labels", 200, Surroundings.LABELS);
        when().get("/v1/labels/list").then().statusCode(200).contentType("application/json").body(is(Surroundings.LABELS));
        when().get("/labels/list").then().statusCode(200).body(is(Surroundings.LABELS));

        surroundings.classifier.away(() -> when().get("/v1/labels/list").then().statusCode(200).body(is(Surroundings.LABELS)));
    }
}

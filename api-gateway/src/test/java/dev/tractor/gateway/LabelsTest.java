package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.when;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class LabelsTest {
    Surroundings surroundings;

    @ParameterizedTest
    @ValueSource(strings = {"/v1/labels/list", "/labels/list"})
    void theCatalogueIsTheClassifiers(String path) {
        surroundings.reset();
        surroundings.classifier.on("GET /internal/labels", 200, Surroundings.LABELS);

        when().get(path).then().statusCode(200).contentType("application/json").body(is(Surroundings.LABELS));
    }
}

package dev.tractor.gateway;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class OpenApiTest {
    private static final Path COMMITTED = Path.of("..", "docs", "reference", "openapi.yaml");
    private static final Path GENERATED = Path.of("target", "openapi.yaml");

    @Test
    void theCommittedCopyIsWhatIsServed() throws IOException {
        String served = given().accept("application/yaml").when().get("/q/openapi").then().statusCode(200).extract().asString();
        Files.writeString(GENERATED, served);

        assertEquals(Files.readString(COMMITTED), served, "The API changed. When that is meant and no field is renamed, retyped or dropped: cp api-gateway/target/openapi.yaml docs/reference/openapi.yaml");
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = new ObjectMapper().readTree(given().queryParam("format", "json").when().get("/q/openapi").then().statusCode(200).extract().asString());

        var references = document.findValuesAsText("$ref");
        assertFalse(references.isEmpty());
        for (String reference : references) assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
    }
}

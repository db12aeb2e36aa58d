package dev.tractor.gateway;

import static dev.tractor.testsupport.http.Request.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Surroundings.class)
class OpenApiTest {
    private static final Path COMMITTED = Path.of("..", "docs", "reference", "openapi.yaml");
    private static final Path GENERATED = Path.of("target", "openapi.yaml");

    @Test
    void theCommittedCopyIsWhatIsServed() throws IOException {
        String served = given().accept("application/yaml").get("/q/openapi").then().statusCode(200).text();
        Files.writeString(GENERATED, served);

        assertEquals(Files.readString(COMMITTED), served, "The API changed. When that is meant and no field is renamed, retyped or dropped: cp api-gateway/target/openapi.yaml docs/reference/openapi.yaml");
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").then().statusCode(200).text());

        var references = document.findValuesAsText("$ref");
        assertFalse(references.isEmpty());
        for (String reference : references) assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
    }

    /// Another name than the one that is sent would make a generated client lose the field.
    @Test
    void everyFieldIsNamedAsItIsSent() throws IOException {
        JsonNode document = new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").text());
        List<String> others = document.path("components").path("schemas").findValues("properties").stream().flatMap(fields -> fields.propertyStream().map(Map.Entry::getKey)).filter(name -> !name.matches("[a-z][a-z0-9_.]*")).toList();
        assertEquals(List.of(), others);
    }

    /// What generators of clients rely on, and the readers of what they make.
    @Test
    void everyOperationIsDescribedToTheEnd() throws IOException {
        JsonNode document = new ObjectMapper().readTree(given().queryParam("format", "json").get("/q/openapi").text());
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            String what = method.getKey() + " " + path.getKey();
            JsonNode operation = method.getValue();
            require(faults, what, "an operationId of its own", ids.add(operation.path("operationId").asText("")) && operation.has("operationId"));
            require(faults, what, "a summary and a tag", operation.hasNonNull("summary") && operation.path("tags").size() == 1);
            Set<String> inPath = Pattern.compile("\\{(\\w+)}").matcher(path.getKey()).results().map(match -> match.group(1)).collect(Collectors.toSet());
            for (JsonNode parameter : operation.path("parameters")) {
                boolean ofPath = parameter.path("in").asText().equals("path");
                require(faults, what, "a schema of " + parameter.path("name"), parameter.has("schema"));
                require(faults, what, "parameters of its path, required", !ofPath || inPath.remove(parameter.path("name").asText()) && parameter.path("required").asBoolean());
            }
            require(faults, what, "every parameter of its path", inPath.isEmpty());
            operation.path("requestBody").path("content").forEach(content -> require(faults, what, "a schema of its body", content.has("schema")));
            operation.path("responses").properties().forEach(answer -> answer(faults, what + " " + answer.getKey(), Integer.parseInt(answer.getKey()), path.getKey(), answer.getValue()));
            require(faults, what, "an answer that is none of an error", operation.path("responses").properties().stream().anyMatch(answer -> answer.getKey().startsWith("2")));
            require(faults, what, "that it can fail", operation.path("responses").has("500") || path.getKey().startsWith("/problems") || path.getKey().endsWith("/labels/list"));
        }));
        assertEquals(List.of(), faults);
    }

    private static void answer(List<String> faults, String what, int status, String path, JsonNode answer) {
        JsonNode content = answer.path("content");
        require(faults, what, "a description", !answer.path("description").asText().isBlank());
        content.forEach(media -> require(faults, what, "a schema", media.has("schema")));
        if (status >= 400) {
            String type = path.matches("/v1/(file/.*|files/(list|process)|labels/list)") ? "application/json" : "application/problem+json";
            require(faults, what, "the Error body as " + type, content.path(type).path("schema").path("$ref").asText().equals("#/components/schemas/Error"));
        }
    }

    private static void require(List<String> faults, String what, String wanted, boolean is) {
        if (!is) {
            faults.add(what + " has not " + wanted);
        }
    }
}

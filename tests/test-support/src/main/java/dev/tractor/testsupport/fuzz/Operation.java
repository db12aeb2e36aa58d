package dev.tractor.testsupport.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// An operation of an OpenAPI document.
///
/// @param method upper case
/// @param bodyTypes media types of its body, empty without one
/// @param statuses that it documents
record Operation(String method, String path, List<Parameter> parameters, List<String> bodyTypes, JsonNode jsonBody, Set<Integer> statuses, Set<String> answerTypes) {
    /// @param in `path`, `query` or `header`
    record Parameter(String name, String in, JsonNode schema, String example) {}

    static List<Operation> of(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> operations.add(of(document, path.getKey(), method.getKey(), method.getValue()))));
        return operations;
    }

    private static Operation of(JsonNode document, String path, String method, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> parameters.add(new Parameter(parameter.path("name").asText(), parameter.path("in").asText(), parameter.path("schema"), parameter.path("example").asText(""))));
        List<String> bodyTypes = new ArrayList<>();
        operation.path("requestBody").path("content").fieldNames().forEachRemaining(bodyTypes::add);
        Set<Integer> statuses = new TreeSet<>();
        Set<String> answerTypes = new TreeSet<>();
        operation.path("responses").properties().forEach(answer -> {
            statuses.add(Integer.valueOf(answer.getKey()));
            answer.getValue().path("content").fieldNames().forEachRemaining(answerTypes::add);
        });
        JsonNode schema = operation.path("requestBody").path("content").path("application/json").path("schema");
        JsonNode body = schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        return new Operation(method.toUpperCase(java.util.Locale.ROOT), path, parameters, bodyTypes, body, statuses, answerTypes);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}

package dev.tractor.testsupport.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Holds answers against the schemas that an OpenAPI 3.1 document gives them, which are JSON Schema 2020-12.
final class AnswerSchemas {
    private static final String DOCUMENT = "https://tractor.invalid/openapi";
    /// More say nothing new.
    private static final int SHOWN = 3;

    private final JsonNode document;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> known = new HashMap<>();

    AnswerSchemas(JsonNode document) {
        this.document = document;
        this.factory = JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(DOCUMENT, document.toString()))));
    }

    /// @param type of the answer, with or without parameters
    /// @return what of the answer is otherwise than documented; empty where the document says nothing of this status and type
    Optional<String> breach(Operation operation, int status, String type, JsonNode answer) {
        String media = type.replaceFirst(";.*", "").strip();
        String pointer = "/paths/%s/%s/responses/%d/content/%s/schema".formatted(escaped(operation.path()), operation.method().toLowerCase(Locale.ROOT), status, escaped(media));
        if (document.at(pointer).isMissingNode()) {
            return Optional.empty();
        }
        JsonSchema schema = known.computeIfAbsent(pointer, at -> factory.getSchema(SchemaLocation.of(DOCUMENT + "#" + at)));
        List<String> breaches = schema.validate(answer).stream().map(ValidationMessage::toString).limit(SHOWN).toList();
        return breaches.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", breaches));
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }
}

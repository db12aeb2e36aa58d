package dev.tractor.gateway.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tractor.gateway.backend.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// Reads small JSON request bodies, so that each way of being wrong has its own plain answer.
@ApplicationScoped
class JsonBody {
    /// No JSON request of the API comes near it.
    static final int MAX_BYTES = 64 * 1024;

    private final ObjectReader reader;

    JsonBody(ObjectMapper mapper) {
        reader = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    String requiredText(InputStream body, String field) throws IOException {
        return text(object(body), field);
    }

    /// A field that must be there.
    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw ApiException.badRequest("The body needs the field %s with a text, as in {\"%s\": \"…\"}.".formatted(field, field));
        }
        return value.textValue();
    }

    /// A field that is false when it is not there.
    static boolean flag(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) throw ApiException.badRequest("%s is true or false.".formatted(field));
        return value.booleanValue();
    }

    /// All of it.
    JsonNode object(InputStream body) throws IOException {
        return object(body, MAX_BYTES);
    }

    JsonNode object(InputStream body, int maxBytes) throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) throw ApiException.tooLarge(String.format(Locale.ROOT, "A JSON body has at most %,d bytes.", maxBytes));
        try {
            JsonNode node = reader.readTree(bytes);
            if (node.isObject()) return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            // a number without end has no place
            throw ApiException.badRequest(place == null ? "The body is no JSON." : "The body is no JSON (line %d, column %d).".formatted(place.getLineNr(), place.getColumnNr()));
        }
        throw ApiException.badRequest("The body is no JSON object.");
    }
}
